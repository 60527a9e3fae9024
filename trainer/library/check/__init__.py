"""Judging what banks say: remarks, where `trainer.bank` finds faults of form."""

from trainer.library.check.content import judge_content
from trainer.library.check.remark import Kind, Remark, Severity
from trainer.library.check.source import Source, read_sources

__all__ = ["Kind", "Remark", "Severity", "Source", "judge_content", "read_sources"]
