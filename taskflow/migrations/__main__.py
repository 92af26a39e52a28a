"""Brings the database up to date from a shell, `python -m taskflow.migrations`, or says in one sentence why not."""

from taskflow.migrations.start import prepare_database_or_exit

prepare_database_or_exit()
