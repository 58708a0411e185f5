TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
CLASSES = ("speech", "thought", "other", "none")
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
