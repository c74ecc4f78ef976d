//! The words that several kinds share: one list each, so that a level or a state is called the same everywhere.

use super::prelude::*;

/// How far a paper, or an act that stands on one, is.
pub static PAPER_WORDS: &[Choice] = &[
    choice("draft", "draft", 'd').stage(Stage::Open),
    choice("in_review", "in review", 'r').stage(Stage::InWork).alias(&["review", "proposed"]),
    choice("approved", "approved", 'a').stage(Stage::Done).alias(&["decided"]),
    choice("issued", "issued", 'i').stage(Stage::Closed),
    choice("withdrawn", "withdrawn", 'w').over().alias(&["revoked"]),
];
/// Index of *draft* in [`PAPER_WORDS`].
pub const DRAFT: u8 = 0;
/// Index of *approved* in [`PAPER_WORDS`].
pub const APPROVED: u8 = 2;
/// Index of *issued* in [`PAPER_WORDS`].
pub const ISSUED: u8 = 3;

/// Index of *withdrawn* in [`PAPER_WORDS`].
pub const WITHDRAWN: u8 = 4;

/// Yes or no.
pub static YES_NO: &[Choice] =
    &[choice("yes", "yes", 'y').alias(&["y", "true", "1", "x"]), choice("no", "no", 'n').alias(&["n", "false", "0"])];
/// Index of *yes* in [`YES_NO`].
pub const YES: u8 = 0;

choices! {
    /// How far a piece of work is.
    Work WORK_WORDS {
        Open = choice("open", "open", 'o').alias(&["new", "to do", "planned"]).stage(Stage::Open),
        InWork = choice("in_work", "in work", 'w').alias(&["in progress", "in_progress", "started"]).stage(Stage::InWork),
        Done = choice("done", "done", 'd').alias(&["completed", "complete", "finished", "resolved"]).stage(Stage::Done),
        Checked = choice("checked", "checked", 'c').alias(&["verified"]).stage(Stage::Checked),
        Closed = choice("closed", "closed", 'l').stage(Stage::Closed),
        Dropped = choice("dropped", "dropped", 'x').alias(&["cancelled", "canceled"]).over(),
    }
}
choices! {
    /// Where a thing is in its life.
    Life LIFE_WORDS {
        Idea = choice("idea", "idea", 'i').alias(&["proposed", "concept"]).about(&["inception"]),
        Planned = choice("planned", "planned", 'p').about(&["inception"]),
        Development = choice("development", "in development", 'd').alias(&["in development", "development", "dev", "build", "in progress"]).about(&["design_development"]),
        Pilot = choice("pilot", "pilot", 't').alias(&["test", "testing", "trial", "poc"]).about(&["verification_validation"]),
        Live = choice("live", "live", 'l').alias(&["production", "in production", "prod", "deployed", "operational", "active", "in use"]).about(&["operation_monitoring"]),
        Retired = choice("retired", "retired", 'r').alias(&["decommissioned", "archived", "inactive", "withdrawn"]).over().about(&["retirement"]),
    }
}
choices! {
    /// How far something that is required is there.
    InPlace IN_PLACE_WORDS {
        NotStarted = choice("not_started", "not started", '-').alias(&["not_implemented", "not implemented", "to_do", "none"]).stage(Stage::Open),
        Planned = choice("planned", "planned", 'p').stage(Stage::Open),
        Partly = choice("partly", "partly", 't').alias(&["partial", "partially_implemented", "in progress", "in_progress", "partially implemented"]).stage(Stage::InWork),
        InPlace = choice("in_place", "in place", 'i').alias(&["implemented", "done", "active"]).stage(Stage::Done),
        Works = choice("works", "works", 'w').alias(&["tested", "effective"]).stage(Stage::Checked),
    }
}
choices! {
    /// How far somebody has agreed to something that was asked of them.
    Agreement AGREEMENT_WORDS {
        Missing = choice("missing", "missing", 'm').alias(&["no", "not agreed"]).stage(Stage::Open),
        Asked = choice("asked", "asked", 'a').alias(&["requested"]).stage(Stage::InWork),
        Agreed = choice("agreed", "agreed", 'g').alias(&["yes", "approved", "signed"]).stage(Stage::Closed),
        Refused = choice("refused", "refused", 'r').alias(&["rejected"]).over(),
    }
}
choices! {
    /// Whether something that stands for a time stands now.
    Standing STANDING_WORDS {
        Proposed = choice("proposed", "proposed", 'p').alias(&["draft", "planned"]).stage(Stage::Open),
        Active = choice("active", "active", 'a').alias(&["in force", "current", "open"]).stage(Stage::InWork),
        Ended = choice("ended", "ended", 'e').alias(&["closed", "inactive", "over"]).over(),
    }
}
choices! {
    /// How much something weighs, where no risk method says it in steps.
    Level LEVEL_WORDS {
        Low = choice("low", "low", 'l').alias(&["minor", "minimal"]),
        Medium = choice("medium", "medium", 'm').alias(&["moderate"]),
        High = choice("high", "high", 'h').alias(&["major"]).tone(Tone::Warn),
        Critical = choice("critical", "critical", 'c').alias(&["very high", "severe"]).tone(Tone::Bad),
    }
}

/// What responsible AI is about, in policies, objectives and risks alike.
pub static THEMES: &[Choice] = &[
    choice("fairness", "fairness", 'f').alias(&["bias"]),
    choice("privacy", "privacy", 'p'),
    choice("security", "security", 's'),
    choice("transparency", "transparency", 't').alias(&["explainability"]),
    choice("accountability", "accountability", 'a'),
    choice("safety", "safety", 'y'),
    choice("data_integrity", "data integrity", 'i').alias(&["data quality"]),
    choice("traceability", "decision traceability", 'r').alias(&["traceability"]),
    choice("environment", "environment", 'e').alias(&["sustainability"]),
    choice("social", "social", 'o').alias(&["society"]),
];
/// The functions of an organisation that have to be heard.
pub static FUNCTIONS: &[Choice] = &[
    choice("risk", "risk", 'r').alias(&["risk management"]).about(&["business"]),
    choice("compliance", "compliance", 'c').about(&["legal"]),
    choice("legal", "legal", 'l').alias(&["law"]).about(&["legal"]),
    choice("it", "IT", 'i').alias(&["information technology"]).about(&["technical"]),
    choice("security", "security", 's').alias(&["information security"]).about(&["technical"]),
    choice("leadership", "senior leadership", 'm')
        .alias(&["leadership", "management", "top management"])
        .about(&["business"]),
    choice("data_science", "data science", 'd').alias(&["data scientists"]).about(&["technical"]),
    choice("business", "business", 'b').about(&["business"]),
];
/// Everyday words for what a thing is about, beside themes and stages.
pub static EVERYDAY: &[Choice] = &[
    choice("data", "data", 'd'),
    choice("development", "development", 'e').alias(&["build", "building", "model development"]),
    choice("testing", "testing", 't').alias(&["tests", "verification"]),
    choice("deployment", "deployment", 'p').alias(&["release", "roll-out"]),
    choice("monitoring", "monitoring", 'm').alias(&["operation"]),
    choice("incidents", "incidents", 'i').alias(&["incident response"]),
    choice("risk", "risk", 'r').alias(&["risks"]),
];
/// The four domains that measures and plans belong to.
pub static DOMAINS: &[Choice] = &[
    choice("technical", "technical", 't'),
    choice("business", "business", 'b'),
    choice("legal", "legal", 'l'),
    choice("ethical", "ethical", 'e'),
];
/// Whom something is told to or taught.
pub static AUDIENCES: &[Choice] = &[
    choice("executives", "executives", 'e').alias(&["leadership", "management"]),
    choice("developers", "developers and data scientists", 'd').alias(&["developers", "data scientists", "engineers"]),
    choice("control", "compliance, legal, risk", 'c').alias(&["compliance", "legal", "risk"]),
    choice("everyone", "everyone", 'a').alias(&["all", "all staff", "staff"]),
    choice("overseers", "overseers", 'o'),
    choice("suppliers", "suppliers", 's'),
    choice("users", "users", 'u'),
    choice("public", "public", 'p'),
];
/// The area a risk belongs to; codes of the built-in catalogue.
pub static AREAS: &[Choice] = &[
    choice("bias", "bias and fairness", 'b')
        .alias(&["fairness", "discrimination", "bias"])
        .about(&["fairness", "ethical"]),
    choice("transparency", "transparency and explainability", 't')
        .alias(&["explainability", "algorithmic transparency"])
        .about(&["transparency", "ethical"]),
    choice("privacy", "privacy and confidentiality", 'p')
        .alias(&["data privacy", "confidentiality"])
        .about(&["privacy", "legal"]),
    choice("security", "security of AI systems", 's')
        .alias(&["cybersecurity", "information security"])
        .about(&["security", "technical"]),
    choice("adversarial", "attacks aimed at learning systems", 'a').about(&["security", "technical"]),
    choice("hallucination", "hallucination", 'h').about(&["data_integrity", "technical"]),
    choice("misinformation", "misinformation", 'm').about(&["data_integrity", "social", "ethical"]),
    choice("content", "harmful content", 'h').about(&["safety", "ethical"]),
    choice("drift", "drift", 'd').alias(&["model drift"]).about(&["data_integrity", "technical", "monitoring"]),
    choice("robustness", "robustness and limits of the technology", 'r')
        .alias(&["performance", "reliability"])
        .about(&["safety", "technical", "testing"]),
    choice("data_quality", "data quality and rights", 'd').alias(&["data", "data quality"]).about(&[
        "data_integrity",
        "technical",
        "data",
    ]),
    choice("legal", "intellectual property", 'i').alias(&["ip", "copyright"]).about(&["legal"]),
    choice("regulatory", "law and regulation", 'l')
        .alias(&["compliance", "legal compliance"])
        .about(&["legal", "accountability"]),
    choice("reputational", "reputation", 'r').alias(&["reputation"]).about(&["business"]),
    choice("safety", "safety and harm", 's').about(&["safety", "ethical"]),
    choice("human_oversight", "human oversight and human-AI relation", 'h').about(&[
        "accountability",
        "safety",
        "ethical",
    ]),
    choice("misuse", "misuse", 'm').about(&["safety", "security"]),
    choice("supplier", "suppliers and supply chain", 's')
        .alias(&["third party", "vendor", "supply chain"])
        .about(&["accountability", "business"]),
    choice("governance", "governance and accountability", 'g').about(&["accountability", "business"]),
    choice("environmental", "environment", 'e').alias(&["environment", "sustainability"]).about(&["environment"]),
    choice("societal", "work and society", 'w').alias(&["society"]).about(&["social", "ethical"]),
];
/// Life-cycle stages of ISO/IEC 22989.
pub static STAGES: &[Choice] = &[
    choice("inception", "inception", 'i'),
    choice("design_development", "design and development", 'd'),
    choice("verification_validation", "verification and validation", 'v'),
    choice("deployment", "deployment", 'd'),
    choice("operation_monitoring", "operation and monitoring", 'o'),
    choice("re_evaluation", "re-evaluation", 'r'),
    choice("retirement", "retirement", 'r'),
];
