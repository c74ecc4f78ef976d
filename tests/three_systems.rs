//! Three systems that nobody here invented, entered from their public descriptions by keys: a filter of job applications,
//! a support agent with six tools, a reader of medical pictures bought outside. Each is classified, assessed and released;
//! then one of them changes, and everything that should be due is.

use crate::desk::{Desk, count, id};
use aims::domain::{
    Kind, Record,
    kinds::{
        alteration, assessment, component, decision, obligation, risk,
        shared::YES,
        system::{self, State},
    },
};

/// What somebody knows of a system before sitting down.
struct Described {
    name: &'static str,
    class: &'static str,
    purpose: &'static str,
    affected: &'static str,
    unit: &'static str,
    technique: &'static str,
    decides: &'static str,
    origin: &'static str,
    supplier: &'static str,
    /// Answers to the questions of the EU AI Act by their labels, several with a stroke between.
    act: &'static [&'static str],
    /// Words that find risks in the catalogue.
    risks: &'static [&'static str],
}

const HIRING: Described = Described {
    name: "Filter of applications",
    class: "H",
    purpose: "Scores CVs against a job profile; recruiters read from the top.",
    affected: "Applicants; recruiters",
    unit: "People",
    technique: "model",
    decides: "with",
    origin: "external",
    supplier: "Talent Cloud",
    act: &[
        "Yes, or not sure",
        "We use it in our work",
        "None of these",
        "No",
        "Employment and workers",
        "Hiring and selection",
        "Yes",
        "None of these",
        "No",
        "Makes or helps make decisions|Employer uses it",
    ],
    risks: &["discriminatory", "opacity", "automation bias"],
};

const AGENT: Described = Described {
    name: "Support agent",
    class: "M",
    purpose: "Answers customers and acts for them: finds orders, refunds, books, writes mail, opens cases, hands over.",
    affected: "Customers; support staff",
    unit: "Support",
    technique: "generative",
    decides: "automated",
    origin: "both",
    supplier: "Model House",
    act: &[
        "Yes, or not sure",
        "We build it, or have|We build it on somebody",
        "None of these",
        "No",
        "In none",
        "Talks with people|Makes synthetic content",
        "No, we build on",
        "None of these",
    ],
    risks: &["prompt injection", "excessive agency", "hallucination"],
};

const IMAGES: Described = Described {
    name: "Reader of chest pictures",
    class: "C",
    purpose: "Marks suspicious places on X-ray pictures; a radiologist decides.",
    affected: "Patients; radiologists",
    unit: "Radiology",
    technique: "model",
    decides: "with",
    origin: "external",
    supplier: "Scan Medical",
    act: &[
        "Yes, or not sure",
        "We use it in our work",
        "None of these",
        "Yes, Section A law",
        "In none",
        "None of these",
        "No",
        "Makes or helps make decisions",
    ],
    risks: &["physical", "unequal performance", "silent change"],
};

/// Somebody at the keys, who counts them.
struct Typist {
    desk: Desk,
    keys: usize,
    /// What the screen showed when a release was decided.
    said: String,
}

impl Typist {
    fn keys(&mut self, script: &str) -> &mut Typist {
        self.keys += count(script);
        self.desk.keys(script);
        self
    }
    /// Goes to a field of the open page and fills it; moving counts as three keys, as a person moves by page and line.
    fn fill(&mut self, field: usize, script: &str) -> &mut Typist {
        self.desk.field(field);
        self.keys += 3;
        self.keys(script)
    }
    /// Gives answers to the question that is asked, found by their labels.
    fn say(&mut self, labels: &str) {
        let several = labels.contains('|');
        for label in labels.split('|') {
            self.keys("<Home>");
            for _ in 0..60 {
                let line = self.desk.wide().lines().find(|l| l.starts_with('>')).unwrap_or_default().to_string();
                if line.contains(&format!("] {label}")) {
                    break;
                }
                self.keys("<Down>");
            }
            let seen = self.desk.wide();
            assert!(seen.lines().any(|l| l.starts_with('>') && l.contains(label)), "{label}\n{seen}");
            if several {
                self.keys("<Space>");
            }
        }
        self.keys("<Enter>");
    }
}

/// Enters, classifies and assesses a system, as one person does it; answers with its id.
fn entered(t: &mut Typist, of: &Described) -> String {
    t.keys(&format!("gin{}<Enter>", of.name));
    let system = t.desk.newest(Kind::System).id.to_string();
    t.fill(system::STATE, "planned<Enter>").fill(system::TIER, of.class).keys("<Enter>");
    t.fill(system::OWNER, "Ada<Enter>").fill(system::SCOPE, "i<Enter>").fill(system::APPROVAL, "asked<Enter>");
    t.fill(system::OVERSEER, "Ben<Enter>")
        .fill(system::OVERSIGHT, "A switch in the console; work goes to people.<Esc>");
    t.fill(system::TRIED, "today<Enter>").fill(system::PURPOSE, &format!("{}<Esc>", of.purpose));
    t.fill(system::AFFECTED, &format!("{}<Enter>", of.affected)).fill(system::UNIT, &format!("{}<Enter>", of.unit));
    t.fill(system::TECHNIQUE, &format!("{}<Enter>", of.technique));
    t.fill(system::DECISIONS, &format!("{}<Enter>", of.decides)).fill(system::ORIGIN, &format!("{}<Enter>", of.origin));
    t.fill(system::SUPPLIERS, &format!("{}<Enter>", of.supplier)).fill(system::PERSONAL, "yes<Enter>");
    // The law: the questions, then the duties.
    t.keys(&format!("gi/{}<Enter>W", of.name));
    for labels in of.act {
        t.say(labels);
    }
    t.keys("<Enter>Ada<Enter>").keys("L").keys("q<Esc>");
    // Risks from the catalogue, each for this system, rated, treated, with owner and day.
    for words in of.risks {
        t.keys(&format!("gRc{words}<Enter>")).fill(risk::SYSTEMS, &format!("{system}<Enter>"));
        t.fill(risk::OWNER, "Ada<Enter>").fill(risk::DUE, "+90<Enter>").keys("tr<Enter>");
        let made = t.desk.newest(Kind::Risk).id;
        t.keys(&format!("gR/{made}<Enter>r34<Esc>"));
    }
    system
}

/// Walks through the assessment of the marked system and approves it by somebody else.
fn assessed(t: &mut Typist, of: &Described) -> String {
    t.keys(&format!("gi/{}<Enter>F", of.name));
    let made = t.desk.newest(Kind::Assessment);
    t.fill(assessment::OWNER, "Ada<Enter>").keys("W");
    let parts = t.desk.wide().lines().find_map(|l| l.split("PART 1 OF ").nth(1).map(|n| n[..2].trim().to_string()));
    let parts: usize = parts.and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{}", t.desk.wide()));
    for _ in 0..parts {
        let seen = t.desk.bench.text(140, 90);
        let rows: Vec<String> = seen.lines().take_while(|l| !l.contains("ALL PARTS")).map(String::from).collect();
        let rated = rows.iter().any(|l| l.contains("Effect") && l.contains("nothing yet"));
        if rated {
            // Each effect by its level and its reason, line after line.
            let open = rows.iter().filter(|l| l.contains(": nothing yet")).count().min(6);
            t.keys("<Home>");
            for at in 0..open {
                let line = t.desk.wide().lines().find(|l| l.starts_with('>')).unwrap_or_default().to_string();
                let text = if line.contains("Why") { "Money and time, made good.<Esc>" } else { "medium<Enter>" };
                let is_figure = ["Energy", "Carbon", "Figures"].iter().any(|w| line.contains(w));
                if !is_figure {
                    t.keys(&format!("<Enter>{text}"));
                }
                t.keys(&format!("<Home>{}", "<Down>".repeat(at + 1)));
            }
        } else if rows.iter().any(|l| l.starts_with('>') && l.contains("nothing yet")) {
            t.keys("<Enter>Looked at with the owner.<Esc>");
        }
        t.keys("<Right>");
    }
    t.keys(&format!("gLimpact assessments<Enter>/{}<Enter>", made.id)).keys("D").keys("e<Enter>").keys("Ben<Enter>");
    t.keys("Harm is small and made good<Enter>").keys("<Enter>");
    if t.desk.wide().contains("why is it approved") {
        t.keys("The figures follow with the first bill<Enter>");
    }
    made.id.to_string()
}

/// Releases a system with a reason for what is still missing.
fn released(t: &mut Typist, of: &Described) {
    t.keys(&format!("gi/{}<Enter>", of.name)).keys("C").keys("D").keys("release<Enter>").keys("Ben<Enter>");
    t.keys("The pilot ran a month without harm<Enter>").keys("<Enter>");
    t.said = t.desk.wide();
    if t.said.contains("why?") {
        t.keys("Documents follow within the month<Enter>");
    }
}

/// The decision that released a system.
fn release(desk: &Desk, system: &str) -> Record {
    let records = desk.records();
    let of = |d: &&Record| {
        decision::Type::of(d, decision::TYPE) == Some(decision::Type::Release)
            && d.refs(decision::ABOUT).contains(&id(system))
    };
    records.all(Kind::Decision).find(of).unwrap_or_else(|| panic!("{system} has no release")).clone()
}

fn due(desk: &Desk, check: &str) -> Vec<aims::domain::Id> {
    desk.spots(check)
}

#[test]
fn three_systems_are_entered_classified_assessed_and_released_then_one_changes() {
    let mut t = Typist { desk: Desk::with_people(), keys: 0, said: String::new() };
    t.keys("gP/Ben<Enter>").desk.keys("<Esc>");
    let mut made = Vec::new();
    for of in [&HIRING, &AGENT, &IMAGES] {
        let before = t.keys;
        let system = entered(&mut t, of);
        if of.name == AGENT.name {
            six_tools(&mut t, &system);
        }
        let assessment = assessed(&mut t, of);
        released(&mut t, of);
        t.desk.reopen();
        let record = t.desk.record(&system);
        assert_eq!(
            State::of(&record, system::STATE),
            Some(State::Live),
            "{}: {}\n{}",
            of.name,
            t.desk.status(),
            t.said
        );
        assert!(assessment::is_approved(&t.desk.record(&assessment)), "{}", of.name);
        assert!(!record.value(system::ACT_MARKS).is_empty() && record.one(system::ACT_BY).is_some(), "{}", of.name);
        // Twenty minutes at a slow hand: two keys a second.
        let typed = t.keys - before;
        assert!(typed < 20 * 60 * 2, "{}: {typed} keys", of.name);
        made.push((system, assessment));
    }
    laws(&t.desk);
    for (system, assessment) in &made {
        let rested = release(&t.desk, system).text(decision::RESTED).to_string();
        assert!(rested.contains(assessment) && rested.contains("Risks: R-"), "{rested}");
        assert_eq!(due(&t.desk, "inventory.release-stale"), [], "nothing is due before the change");
    }
    // The supplier of the pictures changes its model.
    let (system, assessment) = made[2].clone();
    t.keys("gLchanges<Enter>nNew model in the reader<Enter>");
    t.fill(alteration::TOUCHES, &format!("{system}<Enter>")).fill(alteration::SIGNIFICANT, "yes<Enter>");
    let change = t.desk.newest(Kind::Alteration);
    let decided = release(&t.desk, &system).id.to_string();
    t.desk.field_of(&decided, decision::DECIDED).keys("<C-u>2026-11-20<Enter>");
    t.desk.field_of(&assessment, assessment::APPROVED_ON).keys("<C-u>2026-11-20<Enter>");
    for risk in
        t.desk.records().linked(id(&system), Kind::Risk, risk::SYSTEMS).map(|r| r.id.to_string()).collect::<Vec<_>>()
    {
        t.desk.field_of(&risk, risk::RATED).keys("<C-u>2026-11-20<Enter>");
    }
    t.desk.field_of(&change.id.to_string(), alteration::MADE).keys("<C-u>2026-11-24<Enter>").reopen();
    assert_eq!(due(&t.desk, "impact.due"), [id(&assessment)]);
    assert_eq!(due(&t.desk, "inventory.release-stale"), [id(&system)]);
    assert_eq!(due(&t.desk, "inventory.changed-since-review"), [id(&system)]);
    let records = t.desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let made_due = alteration::due(view, &t.desk.record(&change.id.to_string()));
    assert!(made_due.contains(&id(&assessment)) && made_due.iter().any(|d| d.kind == Kind::Risk), "{made_due:?}");
    t.keys("gi");
    let seen = t.desk.wide();
    assert!(seen.find(IMAGES.name) < seen.find(HIRING.name), "what changed stands first\n{seen}");
}

/// The agent and its tools, each with what it may do and who can stop it.
fn six_tools(t: &mut Typist, system: &str) {
    t.keys("gLagents<Enter>nSupport agent core<Enter>");
    let agent = t.desk.newest(Kind::Component).id.to_string();
    t.fill(component::OWNER, "Ada<Enter>")
        .fill(component::STOPPER, "Ben<Enter>")
        .fill(component::TRIED, "today<Enter>");
    for tool in ["Order lookup", "Refund", "Booking", "Mail", "Case", "Handover"] {
        t.keys(&format!("gLcomponents<Enter>n{tool}<Enter>")).fill(component::TYPE, "tool<Enter>");
        t.fill(component::OWNER, "Ada<Enter>");
    }
    t.desk.field_of(&agent, component::USES);
    t.keys("Order<Tab><C-u>Refund<Tab><C-u>Booking<Tab><C-u>Mail<Tab><C-u>Case<Tab><C-u>Handover<Tab><Enter>");
    t.desk.field_of(system, system::PARTS);
    t.keys(&format!("{agent}<Tab><Enter>"));
    assert_eq!(t.desk.record(&agent).refs(component::USES).len(), 6, "{}", t.desk.screen());
    assert_eq!(t.desk.record(system).refs(system::PARTS), [id(&agent)]);
}

/// What follows under the EU AI Act from what was said.
fn laws(desk: &Desk) {
    let owes = |system: &str| -> Vec<String> {
        let records = desk.records();
        let of = records.all(Kind::Obligation).filter(|l| l.refs(obligation::SYSTEMS).contains(&id(system)));
        of.map(|l| l.text(obligation::CODE).to_string()).collect()
    };
    let marks = |system: &str| desk.record(system).words(system::ACT_MARKS).map(String::from).collect::<Vec<_>>();
    assert!(
        marks("S-01").contains(&"III.4a".to_string()) && owes("S-01").contains(&"AD-26-7".to_string()),
        "{:?}",
        marks("S-01")
    );
    assert!(
        marks("S-02").contains(&"50.1".to_string()) && owes("S-02").contains(&"AD-50-1".to_string()),
        "{:?}",
        marks("S-02")
    );
    assert!(
        marks("S-03").contains(&"I.A".to_string()) && owes("S-03").contains(&"AD-26-1".to_string()),
        "{:?}",
        marks("S-03")
    );
    assert_eq!(desk.record("S-01").choice(system::PERSONAL), Some(YES));
}
