"""Results in the formats of other tools, one module each: ``dump`` writes documents, ``load`` reads them back."""
