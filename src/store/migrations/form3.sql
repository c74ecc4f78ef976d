-- File version 3: the steps that carry a reason, found at one seek. This text is frozen.
CREATE INDEX entry_reason ON entry (seq) WHERE reason IS NOT NULL;
