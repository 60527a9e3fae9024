"""From sound to words: recognisers behind one protocol, their weights, voice activity."""
