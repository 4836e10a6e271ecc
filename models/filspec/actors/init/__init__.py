"""InitActor: gives new actors their numbers."""
