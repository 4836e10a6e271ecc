"""CronActor: the end of every epoch."""
