"""Microphone, loudspeaker and audio files: the one room that knows sounddevice and soundfile."""
