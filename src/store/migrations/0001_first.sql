-- File version 1. This text is frozen: later versions add files of their own.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  file_id BLOB NOT NULL CHECK (length(file_id) = 16)
) STRICT;
CREATE TRIGGER meta_stays BEFORE UPDATE ON meta
BEGIN SELECT RAISE(ABORT, 'the id of a file never changes'); END;
CREATE TRIGGER meta_remains BEFORE DELETE ON meta
BEGIN SELECT RAISE(ABORT, 'the id of a file never changes'); END;

-- Every change, one row each, append-only. hash covers all columns before it.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL CHECK (length(at) BETWEEN 20 AND 35),
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 500),
  action TEXT NOT NULL CHECK (action IN ('create', 'do', 'note') OR action GLOB 'undo [1-9]*' OR action GLOB 'redo [1-9]*'),
  label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 1000),
  prev BLOB NOT NULL CHECK (length(prev) = 32),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  payload TEXT NOT NULL CHECK (length(payload) >= 2)
) STRICT;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_in_order BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), NEW.prev)
BEGIN SELECT RAISE(ABORT, 'a journal entry follows the last one'); END;

-- Which records a journal entry changed: an index for history, made from the payloads.
CREATE TABLE journal_record (
  id TEXT NOT NULL CHECK (length(id) BETWEEN 3 AND 20),
  seq INTEGER NOT NULL REFERENCES journal (seq),
  PRIMARY KEY (id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_record_seq ON journal_record (seq);
CREATE TRIGGER journal_record_no_update BEFORE UPDATE ON journal_record
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_record_no_delete BEFORE DELETE ON journal_record
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Text being typed, outside the journal.
CREATE TABLE draft (
  id TEXT NOT NULL CHECK (length(id) BETWEEN 3 AND 20),
  field TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 100),
  text TEXT NOT NULL CHECK (length(text) <= 1000000),
  extra TEXT NOT NULL CHECK (length(extra) <= 1000000),
  at TEXT NOT NULL CHECK (length(at) BETWEEN 20 AND 35),
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 500),
  session INTEGER NOT NULL,
  PRIMARY KEY (id, field, session)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  value TEXT NOT NULL CHECK (length(value) <= 1000000)
) STRICT, WITHOUT ROWID;

-- Who has the file open.
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user TEXT NOT NULL CHECK (length(user) BETWEEN 1 AND 200),
  host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 255),
  pid INTEGER NOT NULL CHECK (pid BETWEEN 0 AND 4294967295),
  since TEXT NOT NULL CHECK (length(since) BETWEEN 20 AND 35)
) STRICT;

CREATE TABLE "organisation" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "name" TEXT CHECK (length("name") BETWEEN 1 AND 500),
  "sector" TEXT CHECK (length("sector") BETWEEN 1 AND 500),
  "ai_roles" TEXT CHECK (length("ai_roles") BETWEEN 1 AND 500),
  "executive" TEXT CHECK (length("executive") BETWEEN 3 AND 20),
  "lead" TEXT CHECK (length("lead") BETWEEN 3 AND 20),
  "purpose" TEXT CHECK ("purpose" IN ('real', 'demo')),
  "scope" TEXT CHECK (length("scope") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "method" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "appetite" TEXT CHECK (length("appetite") BETWEEN 1 AND 500),
  "version" TEXT CHECK (length("version") BETWEEN 1 AND 500),
  "approved" TEXT CHECK (length("approved") BETWEEN 1 AND 500),
  "likelihood" TEXT CHECK (length("likelihood") BETWEEN 1 AND 1000000),
  "consequence" TEXT CHECK (length("consequence") BETWEEN 1 AND 1000000),
  "bands" TEXT CHECK (length("bands") BETWEEN 1 AND 1000000),
  "area_appetite" TEXT CHECK (length("area_appetite") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "person" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "name" TEXT CHECK (length("name") BETWEEN 1 AND 500),
  "role" TEXT CHECK ("role" IN ('top_management', 'governing_body', 'aims_manager', 'ai_committee', 'risk_manager', 'risk_owner', 'compliance_legal', 'privacy_officer', 'security_officer', 'ai_system_owner', 'product_manager', 'ml_lead', 'validation_lead', 'mlops_engineer', 'it_manager', 'data_steward', 'impact_assessor', 'human_overseer', 'end_user', 'hr_manager', 'procurement', 'customer_manager', 'communications', 'incident_manager', 'internal_auditor', 'document_controller', 'finance', 'sustainability')),
  "job_title" TEXT CHECK (length("job_title") BETWEEN 1 AND 500),
  "unit" TEXT CHECK (length("unit") BETWEEN 1 AND 500),
  "email" TEXT CHECK (length("email") BETWEEN 1 AND 500),
  "auditor" TEXT CHECK ("auditor" IN ('yes', 'no')),
  "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "supplier" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "name" TEXT CHECK (length("name") BETWEEN 1 AND 500),
  "provides" TEXT CHECK (length("provides") BETWEEN 1 AND 500),
  "owner" TEXT CHECK (length("owner") BETWEEN 3 AND 20),
  "assessed" TEXT CHECK ("assessed" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "result" TEXT CHECK ("result" IN ('acceptable', 'conditions', 'not_acceptable')),
  "contract" TEXT CHECK (length("contract") BETWEEN 1 AND 500),
  "next_review" TEXT CHECK ("next_review" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "duties" TEXT CHECK (length("duties") BETWEEN 1 AND 1000000),
  "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "ai_system" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "name" TEXT CHECK (length("name") BETWEEN 1 AND 500),
  "state" TEXT CHECK ("state" IN ('idea', 'planned', 'development', 'pilot', 'live', 'retired')),
  "risk_class" TEXT CHECK ("risk_class" IN ('low', 'medium', 'high', 'critical')),
  "owner" TEXT CHECK (length("owner") BETWEEN 3 AND 20),
  "eu_ai_act" TEXT CHECK ("eu_ai_act" IN ('prohibited', 'high', 'limited', 'minimal', 'gpai')),
  "act_role" TEXT CHECK ("act_role" IN ('provider', 'deployer', 'both', 'importer', 'distributor', 'product_manufacturer', 'representative')),
  "act_by" TEXT CHECK (length("act_by") BETWEEN 3 AND 20),
  "scope" TEXT CHECK ("scope" IN ('in', 'out', 'undecided')),
  "scope_reason" TEXT CHECK (length("scope_reason") BETWEEN 1 AND 500),
  "affected" TEXT CHECK (length("affected") BETWEEN 1 AND 500),
  "unit" TEXT CHECK (length("unit") BETWEEN 1 AND 500),
  "technique" TEXT CHECK ("technique" IN ('model', 'generative', 'rules', 'mixed')),
  "decisions" TEXT CHECK ("decisions" IN ('no', 'with_human', 'automated')),
  "origin" TEXT CHECK ("origin" IN ('in_house', 'external', 'both')),
  "suppliers" TEXT CHECK (length("suppliers") BETWEEN 3 AND 1000000),
  "model" TEXT CHECK (length("model") BETWEEN 1 AND 500),
  "data" TEXT CHECK (length("data") BETWEEN 1 AND 500),
  "personal_data" TEXT CHECK ("personal_data" IN ('yes', 'no')),
  "live_since" TEXT CHECK ("live_since" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "impact_assessed" TEXT CHECK ("impact_assessed" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "last_review" TEXT CHECK ("last_review" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "next_review" TEXT CHECK ("next_review" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "external_ref" TEXT CHECK (length("external_ref") BETWEEN 1 AND 500),
  "act_reason" TEXT CHECK (length("act_reason") BETWEEN 1 AND 1000000),
  "purpose" TEXT CHECK (length("purpose") BETWEEN 1 AND 1000000),
  "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "risk" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "likelihood" INTEGER CHECK ("likelihood" BETWEEN 1 AND 6),
  "consequence" INTEGER CHECK ("consequence" BETWEEN 1 AND 6),
  "owner" TEXT CHECK (length("owner") BETWEEN 3 AND 20),
  "systems" TEXT CHECK (length("systems") BETWEEN 3 AND 1000000),
  "status" TEXT CHECK ("status" IN ('open', 'in_work', 'accepted', 'closed')),
  "area" TEXT CHECK ("area" IN ('bias', 'transparency', 'privacy', 'security', 'adversarial', 'hallucination', 'misinformation', 'content', 'drift', 'robustness', 'data_quality', 'legal', 'regulatory', 'reputational', 'safety', 'human_oversight', 'misuse', 'supplier', 'governance', 'environmental', 'societal')),
  "stage" TEXT CHECK ("stage" IN ('inception', 'design_development', 'verification_validation', 'deployment', 'operation_monitoring', 're_evaluation', 'retirement')),
  "inherent_likelihood" INTEGER CHECK ("inherent_likelihood" BETWEEN 1 AND 6),
  "inherent_consequence" INTEGER CHECK ("inherent_consequence" BETWEEN 1 AND 6),
  "residual_likelihood" INTEGER CHECK ("residual_likelihood" BETWEEN 1 AND 6),
  "residual_consequence" INTEGER CHECK ("residual_consequence" BETWEEN 1 AND 6),
  "target_likelihood" INTEGER CHECK ("target_likelihood" BETWEEN 1 AND 6),
  "target_consequence" INTEGER CHECK ("target_consequence" BETWEEN 1 AND 6),
  "rated" TEXT CHECK ("rated" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "due" TEXT CHECK ("due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 500),
  "treatment" TEXT CHECK ("treatment" IN ('reduce', 'avoid', 'share', 'accept')),
  "controls" TEXT CHECK (length("controls") BETWEEN 3 AND 1000000),
  "review" TEXT CHECK ("review" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "accepted_by" TEXT CHECK (length("accepted_by") BETWEEN 3 AND 20),
  "accepted_on" TEXT CHECK ("accepted_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "identified" TEXT CHECK ("identified" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "external_ref" TEXT CHECK (length("external_ref") BETWEEN 1 AND 500),
  "description" TEXT CHECK (length("description") BETWEEN 1 AND 1000000),
  "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "item" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "applies" TEXT CHECK ("applies" IN ('yes', 'no')),
  "state" TEXT CHECK ("state" IN ('not_started', 'planned', 'partly', 'in_place', 'works')),
  "owner" TEXT CHECK (length("owner") BETWEEN 3 AND 20),
  "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 500),
  "basis" TEXT CHECK ("basis" IN ('risk', 'law', 'contract', 'practice', 'not_relevant')),
  "papers" TEXT CHECK ("papers" IN ('none', 'draft', 'approved')),
  "gap" TEXT CHECK (length("gap") BETWEEN 1 AND 500),
  "evidence" TEXT CHECK (length("evidence") BETWEEN 3 AND 1000000),
  "interval" INTEGER CHECK ("interval" BETWEEN 1 AND 60),
  "checked" TEXT CHECK ("checked" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "item_group" TEXT CHECK ("item_group" IN ('clause', 'control', 'own')),
  "how" TEXT CHECK (length("how") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "question" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "text" TEXT CHECK (length("text") BETWEEN 1 AND 500),
  "item" TEXT CHECK (length("item") BETWEEN 3 AND 20),
  "role" TEXT CHECK ("role" IN ('top_management', 'governing_body', 'aims_manager', 'ai_committee', 'risk_manager', 'risk_owner', 'compliance_legal', 'privacy_officer', 'security_officer', 'ai_system_owner', 'product_manager', 'ml_lead', 'validation_lead', 'mlops_engineer', 'it_manager', 'data_steward', 'impact_assessor', 'human_overseer', 'end_user', 'hr_manager', 'procurement', 'customer_manager', 'communications', 'incident_manager', 'internal_auditor', 'document_controller', 'finance', 'sustainability')),
  "key" TEXT CHECK ("key" IN ('yes', 'no')),
  "look_for" TEXT CHECK (length("look_for") BETWEEN 1 AND 1000000),
  "ask_to_see" TEXT CHECK (length("ask_to_see") BETWEEN 1 AND 1000000),
  "probe" TEXT CHECK (length("probe") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "evidence" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "version" TEXT CHECK (length("version") BETWEEN 1 AND 500),
  "form" TEXT CHECK ("form" IN ('document', 'record', 'statement', 'observation', 'measurement', 'screen')),
  "seen" TEXT CHECK ("seen" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "shown_by" TEXT CHECK (length("shown_by") BETWEEN 3 AND 20),
  "kept" TEXT CHECK (length("kept") BETWEEN 1 AND 500),
  "valid_from" TEXT CHECK ("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "valid_to" TEXT CHECK ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "sha256" TEXT CHECK (length("sha256") BETWEEN 1 AND 500),
  "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "request" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "what" TEXT CHECK (length("what") BETWEEN 1 AND 500),
  "promised_by" TEXT CHECK (length("promised_by") BETWEEN 3 AND 20),
  "due" TEXT CHECK ("due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "state" TEXT CHECK ("state" IN ('open', 'arrived', 'withdrawn')),
  "answer" TEXT CHECK (length("answer") BETWEEN 3 AND 20),
  "item" TEXT CHECK (length("item") BETWEEN 3 AND 20),
  "arrived" TEXT CHECK ("arrived" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "evidence" TEXT CHECK (length("evidence") BETWEEN 3 AND 20),
  "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "round" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "type" TEXT CHECK ("type" IN ('gap', 'audit')),
  "state" TEXT CHECK ("state" IN ('planned', 'running', 'closed')),
  "start_day" TEXT CHECK ("start_day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "end_day" TEXT CHECK ("end_day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "lead" TEXT CHECK (length("lead") BETWEEN 3 AND 20),
  "team" TEXT CHECK (length("team") BETWEEN 3 AND 1000000),
  "items" TEXT CHECK (length("items") BETWEEN 3 AND 1000000),
  "systems" TEXT CHECK (length("systems") BETWEEN 3 AND 1000000),
  "places" TEXT CHECK (length("places") BETWEEN 1 AND 500),
  "base" TEXT CHECK (length("base") BETWEEN 3 AND 20),
  "opening" TEXT CHECK (length("opening") BETWEEN 1 AND 500),
  "closing" TEXT CHECK (length("closing") BETWEEN 1 AND 500),
  "distribution" TEXT CHECK (length("distribution") BETWEEN 1 AND 500),
  "objective" TEXT CHECK (length("objective") BETWEEN 1 AND 1000000),
  "scope" TEXT CHECK (length("scope") BETWEEN 1 AND 1000000),
  "criteria" TEXT CHECK (length("criteria") BETWEEN 1 AND 1000000),
  "methods" TEXT CHECK (length("methods") BETWEEN 1 AND 1000000),
  "strengths" TEXT CHECK (length("strengths") BETWEEN 1 AND 1000000),
  "conclusion" TEXT CHECK (length("conclusion") BETWEEN 1 AND 1000000),
  "limits" TEXT CHECK (length("limits") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "interview" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "persons" TEXT CHECK (length("persons") BETWEEN 3 AND 1000000),
  "role" TEXT CHECK ("role" IN ('top_management', 'governing_body', 'aims_manager', 'ai_committee', 'risk_manager', 'risk_owner', 'compliance_legal', 'privacy_officer', 'security_officer', 'ai_system_owner', 'product_manager', 'ml_lead', 'validation_lead', 'mlops_engineer', 'it_manager', 'data_steward', 'impact_assessor', 'human_overseer', 'end_user', 'hr_manager', 'procurement', 'customer_manager', 'communications', 'incident_manager', 'internal_auditor', 'document_controller', 'finance', 'sustainability')),
  "start" TEXT CHECK (length("start") BETWEEN 20 AND 35),
  "minutes" INTEGER CHECK ("minutes" BETWEEN 5 AND 600),
  "state" TEXT CHECK ("state" IN ('running', 'planned', 'held')),
  "round" TEXT CHECK (length("round") BETWEEN 3 AND 20),
  "auditor" TEXT CHECK (length("auditor") BETWEEN 3 AND 20),
  "place" TEXT CHECK (length("place") BETWEEN 1 AND 500),
  "recap" TEXT CHECK ("recap" IN ('agreed', 'corrected', 'not_discussed')),
  "recap_at" TEXT CHECK (length("recap_at") BETWEEN 20 AND 35),
  "current" TEXT CHECK (length("current") BETWEEN 3 AND 20),
  "started" TEXT CHECK (length("started") BETWEEN 20 AND 35),
  "ended" TEXT CHECK (length("ended") BETWEEN 20 AND 35),
  "talked" INTEGER CHECK ("talked" BETWEEN 0 AND 1000000),
  "clock_paused" TEXT CHECK ("clock_paused" IN ('yes', 'no')),
  "present" TEXT CHECK (length("present") BETWEEN 1 AND 1000000),
  "correction" TEXT CHECK (length("correction") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "answer" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "question" TEXT CHECK (length("question") BETWEEN 1 AND 500),
  "interview" TEXT CHECK (length("interview") BETWEEN 3 AND 20),
  "item" TEXT CHECK (length("item") BETWEEN 3 AND 20),
  "verdict" TEXT CHECK ("verdict" IN ('open', 'conforms', 'improve', 'minor', 'major', 'not_applicable', 'parked')),
  "proof" TEXT CHECK ("proof" IN ('proven', 'told', 'assumed')),
  "works" TEXT CHECK ("works" IN ('not_judged', 'works', 'does_not')),
  "evidence" TEXT CHECK (length("evidence") BETWEEN 3 AND 1000000),
  "systems" TEXT CHECK (length("systems") BETWEEN 3 AND 1000000),
  "parked" TEXT CHECK (length("parked") BETWEEN 1 AND 500),
  "parked_for" TEXT CHECK (length("parked_for") BETWEEN 3 AND 20),
  "facts" TEXT CHECK ("facts" IN ('confirmed', 'corrected', 'disputed')),
  "dispute" TEXT CHECK (length("dispute") BETWEEN 1 AND 500),
  "why_not" TEXT CHECK (length("why_not") BETWEEN 1 AND 500),
  "key" TEXT CHECK ("key" IN ('yes', 'no')),
  "position" INTEGER CHECK ("position" BETWEEN 0 AND 1000000),
  "judged" TEXT CHECK (length("judged") BETWEEN 20 AND 35),
  "source" TEXT CHECK (length("source") BETWEEN 1 AND 500),
  "base" TEXT CHECK (length("base") BETWEEN 3 AND 20),
  "note" TEXT CHECK (length("note") BETWEEN 1 AND 1000000),
  "line_times" TEXT CHECK (length("line_times") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "finding" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "grade" TEXT CHECK ("grade" IN ('improve', 'minor', 'major')),
  "due" TEXT CHECK ("due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "owner" TEXT CHECK (length("owner") BETWEEN 3 AND 20),
  "step" TEXT CHECK ("step" IN ('new', 'fix_now', 'cause', 'action', 'done', 'check', 'closed')),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "against" TEXT CHECK (length("against") BETWEEN 3 AND 1000000),
  "own_rule" TEXT CHECK (length("own_rule") BETWEEN 1 AND 500),
  "systems" TEXT CHECK (length("systems") BETWEEN 3 AND 1000000),
  "source" TEXT CHECK ("source" IN ('audit', 'gap', 'incident', 'monitoring', 'complaint', 'supplier', 'review', 'outside')),
  "test" TEXT CHECK ("test" IN ('absent', 'systemic', 'isolated', 'no_breach')),
  "evidence" TEXT CHECK (length("evidence") BETWEEN 3 AND 1000000),
  "risks" TEXT CHECK (length("risks") BETWEEN 3 AND 1000000),
  "cause_method" TEXT CHECK ("cause_method" IN ('five_whys', 'free')),
  "elsewhere" TEXT CHECK ("elsewhere" IN ('not_checked', 'no', 'yes')),
  "done" TEXT CHECK ("done" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "check_how" TEXT CHECK (length("check_how") BETWEEN 1 AND 500),
  "check_on" TEXT CHECK ("check_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "checker" TEXT CHECK (length("checker") BETWEEN 3 AND 20),
  "effective" TEXT CHECK ("effective" IN ('effective', 'not_effective')),
  "check_basis" TEXT CHECK (length("check_basis") BETWEEN 1 AND 500),
  "closed" TEXT CHECK ("closed" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "round" TEXT CHECK (length("round") BETWEEN 3 AND 20),
  "answer" TEXT CHECK (length("answer") BETWEEN 3 AND 20),
  "raised" TEXT CHECK (length("raised") BETWEEN 20 AND 35),
  "raised_by" TEXT CHECK (length("raised_by") BETWEEN 1 AND 500),
  "system_change" TEXT CHECK (length("system_change") BETWEEN 1 AND 500),
  "external_ref" TEXT CHECK (length("external_ref") BETWEEN 1 AND 500),
  "criterion" TEXT CHECK (length("criterion") BETWEEN 1 AND 1000000),
  "condition" TEXT CHECK (length("condition") BETWEEN 1 AND 1000000),
  "effect" TEXT CHECK (length("effect") BETWEEN 1 AND 1000000),
  "advice" TEXT CHECK (length("advice") BETWEEN 1 AND 1000000),
  "auditee_answer" TEXT CHECK (length("auditee_answer") BETWEEN 1 AND 1000000),
  "correction" TEXT CHECK (length("correction") BETWEEN 1 AND 1000000),
  "cause" TEXT CHECK (length("cause") BETWEEN 1 AND 1000000),
  "places" TEXT CHECK (length("places") BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE "action" (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),
  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  "title" TEXT CHECK (length("title") BETWEEN 1 AND 500),
  "owner" TEXT CHECK (length("owner") BETWEEN 3 AND 20),
  "due" TEXT CHECK ("due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "state" TEXT CHECK ("state" IN ('open', 'in_work', 'done', 'checked', 'closed')),
  "purpose" TEXT CHECK ("purpose" IN ('corrective', 'correction', 'treatment', 'gap', 'decision')),
  "about" TEXT CHECK (length("about") BETWEEN 3 AND 1000000),
  "deliverable" TEXT CHECK (length("deliverable") BETWEEN 1 AND 500),
  "done" TEXT CHECK ("done" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "proof" TEXT CHECK (length("proof") BETWEEN 3 AND 1000000),
  "checker" TEXT CHECK (length("checker") BETWEEN 3 AND 20),
  "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 1000000)
) STRICT;
