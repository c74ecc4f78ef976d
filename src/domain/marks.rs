//! Marks, facts and roles of an AI system under the EU AI Act (Regulation (EU) 2024/1689 as amended in 2026), in our
//! own words; several marks can hold at once. No legal advice: the Official Journal is binding.

use super::{
    field::{Choice, choice},
    law::Law,
    record::Record,
};

/// The words that go with everything that is said on the EU AI Act.
pub const NO_ADVICE: &str = "A help to sort, no legal advice; the Official Journal is binding.";

/// What can be marked at a system; marks that follow from others are in [`held`].
pub static MARKS: &[Choice] = &[
    choice("5a", "5a Hidden or deceptive influence", '5'),
    choice("5b", "5b Exploiting weakness", '5'),
    choice("5ba", "5ba Intimate images without consent", '5'),
    choice("5bb", "5bb Child sexual abuse material", '5'),
    choice("5c", "5c Social scoring", '5'),
    choice("5d", "5d Predicting crime from profile alone", '5'),
    choice("5e", "5e Untargeted scraping of faces", '5'),
    choice("5f", "5f Emotions at work or school", '5'),
    choice("5g", "5g Biometric sorting by sensitive traits", '5'),
    choice("5h", "5h Live remote face recognition by police", '5'),
    choice("I.A", "I.A High-risk through product law, Section A", 'i'),
    choice("I.B", "I.B High-risk through product law, Section B", 'i'),
    choice("III.1a", "III.1a Remote biometric identification", 'i'),
    choice("III.1b", "III.1b Biometric categorisation by sensitive traits", 'i'),
    choice("III.1c", "III.1c Emotion recognition", 'i'),
    choice("III.2", "III.2 Safety parts of critical infrastructure", 'i'),
    choice("III.3a", "III.3a Admission to education", 'i'),
    choice("III.3b", "III.3b Judging learning results", 'i'),
    choice("III.3c", "III.3c Level of education", 'i'),
    choice("III.3d", "III.3d Watching tests", 'i'),
    choice("III.4a", "III.4a Hiring and selection", 'i'),
    choice("III.4b", "III.4b Managing workers", 'i'),
    choice("III.5a", "III.5a Public benefits and services", 'i'),
    choice("III.5b", "III.5b Creditworthiness", 'i'),
    choice("III.5c", "III.5c Life and health insurance", 'i'),
    choice("III.5d", "III.5d Emergency calls and triage", 'i'),
    choice("III.6a", "III.6a Risk of becoming a victim", 'i'),
    choice("III.6b", "III.6b Polygraphs (law enforcement)", 'i'),
    choice("III.6c", "III.6c Reliability of evidence", 'i'),
    choice("III.6d", "III.6d Risk of offending", 'i'),
    choice("III.6e", "III.6e Profiling in investigations", 'i'),
    choice("III.7a", "III.7a Polygraphs (migration)", 'i'),
    choice("III.7b", "III.7b Risk of a person entering", 'i'),
    choice("III.7c", "III.7c Applications for asylum, visa, residence", 'i'),
    choice("III.7d", "III.7d Finding or identifying persons at borders", 'i'),
    choice("III.8a", "III.8a Help for judges", 'i'),
    choice("III.8b", "III.8b Influencing elections", 'i'),
    choice("6.3", "6.3 Exception claimed", '6'),
    choice("6.3a", "6.3a Narrow procedural task", '6'),
    choice("6.3b", "6.3b Betters finished human work", '6'),
    choice("6.3c", "6.3c Finds patterns in past decisions", '6'),
    choice("6.3d", "6.3d Preparatory task", '6'),
    choice("50.1", "50.1 Talks with people", '5'),
    choice("50.2", "50.2 Makes synthetic content", '5'),
    choice("50.3", "50.3 Emotion recognition or biometric categorisation in use", '5'),
    choice("50.4a", "50.4a Deep fakes", '5'),
    choice("50.4b", "50.4b Text on public matters", '5'),
    choice("GPAI", "GPAI General-purpose AI model placed on the market", 'g'),
    choice("GPAI.SR", "GPAI.SR With systemic risk", 'g'),
    choice("GPAI.OS", "GPAI.OS Free and open model", 'g'),
    choice("IN", "IN AI system in scope", 'i'),
    choice("OUT", "OUT Out of scope", 'o'),
];
/// Facts on which exceptions and duties hang.
pub static FACTS: &[Choice] = &[
    choice("public_body", "Deployer is a body governed by public law or a public authority", 'p'),
    choice("public_services", "Deployer is a private body that provides public services", 'p'),
    choice("acts_for_authority", "Acts on behalf of a public authority or Union body", 'a'),
    choice("law_enforcement", "Used for law enforcement", 'l'),
    choice("employer_workplace", "Employer uses it at the workplace on staff", 'e'),
    choice("decides_on_people", "Makes or helps make decisions on natural persons", 'd'),
    choice("financial_institution", "Financial institution under Union rules on internal governance", 'f'),
    choice("outside_eu", "Provider is established outside the Union", 'o'),
    choice("real_world_test", "To be tested in real life before being placed on the market", 'r'),
    choice(
        "supplier_of_part",
        "Supplies a system, model, tool, part or service built into somebody's high-risk system",
        's',
    ),
    choice("flip_name", "Own name or mark put on somebody else's high-risk system", 'f'),
    choice("flip_substantial", "High-risk system changed substantially and still high-risk", 'f'),
    choice("flip_purpose", "Purpose changed so that the system becomes high-risk", 'f'),
    choice("profiles", "Profiles natural persons (evaluates personal sides by automatic use of personal data)", 'p'),
    choice(
        "no_significant_risk",
        "No significant risk to health, safety or rights, and no real sway on decisions",
        'n',
    ),
    choice(
        "model_modifier",
        "Changed somebody else's model with much computing (guideline: over a third of the original)",
        'm',
    ),
    choice("trains_model", "Built by training models with data", 't'),
    choice("controls_input", "Deployer controls the input data", 'c'),
    choice("logs_controlled", "Logs are under own control", 'l'),
    choice("sensitive_data_for_bias", "Special-category data is used to find and correct bias", 's'),
    choice("obvious_ai", "Obvious to an attentive person that it is AI", 'o'),
    choice("standard_editing", "Only helps with standard editing or hardly alters the input", 's'),
    choice("editorial_review", "Human review or editorial control, and somebody answers for the publication", 'e'),
    choice("artistic_work", "Evidently artistic, satirical or fictional work", 'a'),
    choice("crime_exempt", "Allowed by law for fighting crime", 'c'),
    choice("verification_only", "Only confirms a claimed identity", 'v'),
    choice("fraud_only", "Only finds financial fraud", 'f'),
    choice("medical_or_safety", "Emotion recognition for medical or safety reasons", 'm'),
    choice("post_remote_biometric", "Remote biometric identification afterwards, for law enforcement", 'p'),
    choice("standards_fully_applied", "Harmonised standards or common specifications fully applied", 's'),
    choice("on_market_before_2026_08_02", "System was on the market before 2 August 2026", 'o'),
    choice("model_before_2025_08_02", "Model was on the market before 2 August 2025", 'm'),
    choice("on_market_before_hr_date", "High-risk system was on the market before its date", 'o'),
    choice("design_changed_since", "Design significantly changed since that date", 'd'),
    choice("terms_forbid_high_risk", "First provider clearly ruled out high-risk use", 't'),
    choice(
        "open_component",
        "Part is offered to the public under a free and open licence and is no general-purpose model",
        'o',
    ),
    choice(
        "own_gpai_or_vlop",
        "Built on the same provider's own model, or part of a very large platform or search engine",
        'o',
    ),
    choice("equivalent_reporting_law", "Provider already reports under equivalent Union law, or device law", 'e'),
    choice("serious_incident", "A serious incident has become known", 's'),
    choice("risk_found", "Reason to think the system presents a risk", 'r'),
    choice("nonconforming", "Reason to think the system does not conform", 'n'),
    choice("authority_request", "An authority asks with reasons", 'a'),
    choice("explanation_request", "An affected person asks for an explanation", 'e'),
    choice("other_provider_took_over", "Somebody else became provider by Article 25(1)", 'o'),
    choice("sme", "Small or medium enterprise, start-up or small mid-cap", 's'),
];
/// What the organisation is for a system under the Act; several at once.
pub static ROLES: &[Choice] = &[
    choice("provider", "provider", 'p').alias(&["developer"]),
    choice("deployer", "deployer", 'd').alias(&["user"]),
    choice("importer", "importer", 'i'),
    choice("distributor", "distributor", 'd'),
    choice("authorised_representative", "authorised representative", 'a'),
    choice("product_manufacturer", "product manufacturer", 'p'),
    choice("gpai_provider", "provider of a general-purpose AI model", 'g'),
    choice("downstream_provider", "downstream provider", 'd'),
];

/// The marks that hold at a system: those that are set, and those that follow from them and from the facts.
pub fn held<'a>(set: &[&'a str], facts: &[&str]) -> Vec<&'a str> {
    let mut all: Vec<&str> = set.to_vec();
    let has = |code: &str| set.contains(&code);
    let fact = |code: &str| facts.contains(&code);
    let any = |start: &str| set.iter().any(|m| m.starts_with(start));
    let banned = set.iter().any(|m| is_ban(m));
    let excepted = has("6.3") && fact("no_significant_risk") && meets_condition(set) && !fact("profiles");
    let by_product = has("I.A");
    let by_use = any("III.") && !excepted;
    let told = any("50.");
    let model = has("GPAI");
    let follow = [
        ("5", banned),
        ("6.3.ok", excepted),
        ("HR.I", by_product),
        ("HR.III", by_use),
        ("HR", by_product || by_use),
        ("50", told),
        ("GPAI.OS.ok", has("GPAI.OS") && !has("GPAI.SR")),
        ("NONE", has("IN") && !(banned || by_product || by_use || has("I.B") || told || model || has("6.3"))),
    ];
    all.extend(follow.iter().filter(|(_, holds)| *holds).map(|(code, _)| *code));
    all
}

/// Marks that follow from others, in words.
const FOLLOWING: [(&str, &str); 8] = [
    ("5", "A banned practice is marked"),
    ("6.3.ok", "The exception of Article 6(3) holds"),
    ("HR.I", "High risk by product law"),
    ("HR.III", "High risk by Annex III"),
    ("HR", "High risk"),
    ("50", "Duties of transparency"),
    ("GPAI.OS.ok", "Relief for a free and open model"),
    ("NONE", "None of these"),
];

/// What a person reads for a mark, set or following.
pub fn named(code: &str) -> &str {
    let following = FOLLOWING.iter().find(|(c, _)| *c == code).map(|(_, label)| *label);
    following.unwrap_or_else(|| super::words::label(MARKS, code))
}

/// Whether one of the four conditions of the exception of Article 6(3) is set.
fn meets_condition(set: &[&str]) -> bool {
    ["6.3a", "6.3b", "6.3c", "6.3d"].iter().any(|condition| set.contains(condition))
}

/// Whether a mark is one of a banned practice (Article 5).
pub fn is_ban(mark: &str) -> bool {
    mark.len() > 1 && mark.starts_with('5') && !mark.starts_with("50")
}

/// The first banned practice that is marked at a system and that leaves no way to use it, as it is called.
pub fn banned(system: &Record) -> Option<&str> {
    Law::of(system).bans().first().map(|mark| named(mark))
}

/// Several words of a record as codes.
pub fn codes(record: &Record, field: usize) -> Vec<&str> {
    record.words(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_holds_only_with_its_condition_and_without_profiling() {
        let marks = ["IN", "III.4a", "6.3", "6.3a"];
        assert!(held(&marks, &["no_significant_risk"]).contains(&"6.3.ok"));
        assert!(!held(&marks, &["no_significant_risk"]).contains(&"HR"));
        for facts in [&["no_significant_risk", "profiles"][..], &[]] {
            assert!(held(&marks, facts).contains(&"HR.III"), "{facts:?}");
        }
        assert!(held(&["IN", "III.4a", "6.3"], &["no_significant_risk"]).contains(&"HR"));
    }

    #[test]
    fn none_holds_only_alone() {
        assert_eq!(held(&["IN"], &[]), ["IN", "NONE"]);
        assert!(!held(&["IN", "50.1"], &[]).contains(&"NONE"));
        assert!(held(&["IN", "5f"], &[]).contains(&"5"));
        assert!(!held(&["IN", "50.1"], &[]).contains(&"5"), "Article 50 is no ban");
    }
}
