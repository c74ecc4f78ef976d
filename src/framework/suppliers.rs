//! What a supplier of AI is asked for and asked: duties to agree and questions of its interview, each up to the tier from
//! which it is wanted. Ours, not the standard's.

use crate::domain::{
    Change, Id, Kind, Record, Value, View,
    behind::closeness,
    kinds::{
        YES, answer, interview,
        obligation::{self, Bound, Source},
        round,
        shared::{Agreement, InPlace},
        supplier,
    },
};
use jiff::civil::Date;

/// A duty to agree with a supplier: number, up to which tier, name, what it is, controls.
type Duty = (&'static str, u8, &'static str, &'static str, &'static [&'static str]);

/// A question of the supplier interview: number, up to which tier, whether it is a key question, what is asked, what a
/// good answer has, what to ask to see, controls.
pub type SupplierQuestion = (&'static str, u8, bool, &'static str, &'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
static DUTIES: &[Duty] = &[
    ("SD-01", 4, "Purpose, limits and known failures stated", "State purpose, limits and known failure modes of what is supplied, and keep that current. Without limits nobody can use it as intended.", &["A.10.3", "A.8.2"]),
    ("SD-02", 3, "Responsibilities split in writing", "Split responsibilities over the life of the system in writing. Gaps between parties are where harm has no owner.", &["A.10.2"]),
    ("SD-03", 3, "Notice of changes before they take effect", "Tell of changes of model, data or service before they take effect, with time to test; keep the old version reachable meanwhile. A silent change breaks tests and assessments.", &["A.10.3", "A.6.2.6"]),
    ("SD-04", 3, "Notice of incidents and weaknesses", "Tell of incidents and weaknesses within a set time, with facts and help. Own duties to report run from what we know.", &["A.10.3", "A.8.4"]),
    ("SD-05", 4, "Our data used for us alone", "Use our data only for us: no training or product work with it unless agreed; state place and keeping time. Confidential input leaks by training.", &["A.10.3", "A.7.2"]),
    ("SD-06", 2, "Origin, rights and bias of data stated", "State origin, rights and known bias of training and supplied data, as far as needed to judge the use. Rights and bias are inherited.", &["A.10.3", "A.7.3", "A.7.5"]),
    ("SD-07", 2, "Test results that fit our use", "Hand over test results that fit our use: quality, groups, robustness, attacks. General scores say little on one use.", &["A.10.3", "A.6.2.4"]),
    ("SD-08", 2, "Papers for documentation and users", "Hand over what we need for technical documentation and for telling users. We owe it to others.", &["A.10.3", "A.6.2.7", "A.8.5"]),
    ("SD-09", 2, "Logs available and kept", "Make logs available and keep them for the agreed time. Tracing needs both sides.", &["A.10.3", "A.6.2.8"]),
    ("SD-10", 2, "Human oversight made possible", "Make human oversight possible: stop, override, limits set by us. Oversight that the product forbids is none.", &["A.10.3", "A.9.3"]),
    ("SD-11", 2, "Sub-suppliers named, duties handed down", "Name sub-suppliers, tell of new ones, hand duties down. The chain is as strong as its hidden part.", &["A.10.3", "A.10.2"]),
    ("SD-12", 3, "Models, data and access protected", "Protect models, data and access; state certificates and their reach. Attack through the supplier.", &["A.10.3", "A.4.5"]),
    ("SD-13", 2, "Review allowed", "Allow review: answer questions yearly, show proof, audit for cause. Words alone are weak evidence.", &["A.10.3"]),
    ("SD-14", 2, "Faults corrected in agreed time", "Correct faults in agreed time when our rules or limits are missed. The control asks for corrective action by suppliers.", &["A.10.3"]),
    ("SD-15", 2, "Exit", "Exit: data back and erased, notice before end, help for moving, model versions frozen. Lock-in and sudden end.", &["A.10.3"]),
    ("SD-16", 2, "Rights in output", "Answer for rights in output and for claims of others, within limits agreed. Claims land on the user first.", &["A.10.2"]),
    ("SD-17", 2, "Law for AI kept in its own role", "Keep the law for AI in its own role and help us keep ours: class, instructions, marks, papers. Our duties need his papers.", &["A.10.2", "A.8.5"]),
    ("SD-18", 1, "Energy or carbon stated", "State energy or carbon of use, with method and day. Environment is part of the assessment.", &["A.4.5", "A.5.5"]),
    ("SD-19", 1, "Fair work of people who label", "Fair work of people who label or moderate. Harm is hidden in the chain.", &["A.10.3", "A.5.5"]),
    ("SD-20", 3, "Service levels kept", "Keep service levels: availability, delay, capacity, price ceiling. Failure and cost explosion.", &["A.10.3", "A.4.5"]),
];

#[rustfmt::skip]
static QUESTIONS: &[SupplierQuestion] = &[
    ("SQ-01", 4, true, "What exactly do you supply to us, and which part of it is AI?", "scope of the answer, version, model behind it", "service description, version list", &["A.10.3", "A.4.4"]),
    ("SQ-02", 4, true, "Which use did you build it for, and which use do you advise against?", "clear purpose, named limits", "instructions, model card", &["A.10.3", "A.9.4"]),
    ("SQ-03", 3, true, "Who in your house answers for responsible AI, and may that person stop a release?", "name or role, power", "role description, certificate with its scope", &["A.10.3", "A.3.2"]),
    ("SQ-04", 4, true, "What do you do with our data, our prompts and the results?", "no training without consent, place, days kept", "terms, data-flow drawing", &["A.10.3", "A.7.2"]),
    ("SQ-05", 2, true, "Where does the data behind the model come from, and which rights do you have in it?", "kinds of sources, period, licences, objections honoured", "data summary", &["A.7.3", "A.7.5"]),
    ("SQ-06", 2, true, "Which groups did you compare, and what came out?", "groups, measure, numbers, limit", "test report", &["A.5.4", "A.6.2.4"]),
    ("SQ-07", 2, true, "How was it tested for a use like ours, and when does it fail?", "test set near our use, failure modes", "evaluation report", &["A.6.2.4"]),
    ("SQ-08", 2, false, "Who attacked it, how, and what did you change after that?", "own or outside attack tests, fixes", "summary of the test", &["A.6.2.4", "A.6.2.6"]),
    ("SQ-09", 3, true, "How do we learn of a change of model or data before it reaches us?", "notice period, frozen versions, change log", "last three notices", &["A.10.3", "A.6.2.6"]),
    ("SQ-10", 3, true, "Tell me about your last incident that touched customers: when did they hear of it?", "honest case, hours, cause, remedy", "incident notice", &["A.8.4", "A.10.3"]),
    ("SQ-11", 2, true, "Which others stand behind your service, and what did you agree with them?", "list, place, duties handed down", "list of sub-suppliers", &["A.10.3", "A.10.2"]),
    ("SQ-12", 2, true, "How can our people stop, overrule or limit it?", "settings, stop, limits, who can", "demonstration", &["A.9.3"]),
    ("SQ-13", 2, false, "What can we see afterwards about one result?", "log fields, time kept, access", "sample log", &["A.6.2.8"]),
    ("SQ-14", 2, false, "What do you tell us that we must hand on to users or authorities?", "instructions, class, papers, marks", "package for customers", &["A.6.2.7", "A.8.5"]),
    ("SQ-15", 2, true, "In which role do you see yourself and us under AI law, and which duties do you take?", "roles agree with ours, duties named", "contract annex", &["A.10.2", "A.8.5"]),
    ("SQ-16", 2, true, "Where do your duties end and ours begin when something goes wrong?", "written split, limits of liability", "contract", &["A.10.2"]),
    ("SQ-17", 2, false, "How would we leave you within three months?", "data back, format, help, notice", "exit annex", &["A.10.3"]),
    ("SQ-18", 2, false, "How do you watch quality while it runs, and what do you do when it falls?", "measures, limits, correction in time", "last report", &["A.6.2.6", "A.10.3"]),
    ("SQ-19", 1, false, "What does one thousand results cost in energy, and how do you know?", "figure, method, day", "statement", &["A.4.5", "A.5.5"]),
    ("SQ-20", 1, false, "Under which conditions do people label or review for you?", "pay, protection, choice", "supplier code, audit", &["A.10.3", "A.5.5"]),
];

/// How the source of a question of the supplier interview begins.
const PACK: &str = "supplier:";

/// The question that an answer came from, if it is one of the supplier interview.
pub fn asked(source: &str) -> Option<&'static SupplierQuestion> {
    let number = source.strip_prefix(PACK)?;
    QUESTIONS.iter().find(|q| q.0 == number)
}

/// The tier by which a supplier is asked; one that stands behind no running system is asked as the loosest.
fn tier(view: View, supplier: &Record) -> u8 {
    closeness(view, supplier).map_or(4, |tier| tier.0)
}

/// The step that lists the duties which the tier of a supplier asks for; those on the list stay as they are.
pub fn duties(view: View, supplier: &Record) -> Result<Change, String> {
    let tier = tier(view, supplier);
    let known: Vec<&str> = view
        .records
        .linked(supplier.id, Kind::Obligation, obligation::SUPPLIER)
        .map(|l| l.text(obligation::CODE))
        .collect();
    let wanted: Vec<&Duty> = DUTIES.iter().filter(|d| d.1 >= tier).collect();
    let new = wanted.iter().filter(|d| !known.contains(&d.0)).count();
    if new == 0 {
        return Err(format!(
            "all {} duties that tier {tier} asks for are on the list of {}",
            wanted.len(),
            supplier.id
        ));
    }
    let mut next = view.records.next_id(Kind::Obligation);
    let mut change = Change::new(format!("{new} duties of {} by tier {tier}", supplier.id));
    for (number, _, name, what, controls) in wanted.into_iter().filter(|d| !known.contains(&d.0)) {
        let values = vec![
            (obligation::DUTY, Value::text(name)),
            (obligation::SOURCE, Source::Contract.value()),
            (obligation::BOUND, Bound::Supplier.value()),
            (obligation::STATE, InPlace::NotStarted.value()),
            (obligation::AGREED, Agreement::Missing.value()),
            (obligation::OWNER, Value::one(supplier.one(supplier::OWNER))),
            (obligation::SUPPLIER, Value::Ref(supplier.id)),
            (obligation::CONTRACT, supplier.value(supplier::CONTRACT).clone()),
            (obligation::TEXT, Value::text(what)),
            (obligation::CODE, Value::text(number)),
            (obligation::MET_BY, Value::refs(controls.iter().filter_map(|c| Id::item(c)))),
        ];
        change = change.create(next, values);
        next.n += 1;
    }
    Ok(change)
}

/// The step that begins the review of a supplier: a round with one interview that asks what its tier wants to know.
pub fn review(view: View, supplier: &Record, today: Date) -> (Change, Id) {
    let tier = tier(view, supplier);
    let (made, talk) = (view.records.next_id(Kind::Round), view.records.next_id(Kind::Interview));
    let title = format!("Review of {}", supplier.title());
    let questions: Vec<&SupplierQuestion> = QUESTIONS.iter().filter(|q| q.1 >= tier).collect();
    let items: Vec<Id> = questions.iter().flat_map(|q| q.6).filter_map(|c| Id::item(c)).collect();
    let mut change = Change::new(format!("{title}, tier {tier}: {} questions", questions.len()))
        .create(
            made,
            vec![
                (round::TITLE, Value::text(&title)),
                (round::TYPE, round::Type::Supplier.value()),
                (round::STATE, round::State::Planned.value()),
                (round::SUPPLIER, Value::Ref(supplier.id)),
                (round::FROM, Value::Date(today)),
                (round::LEAD, Value::one(supplier.one(supplier::OWNER))),
                (round::ITEMS, Value::refs(items)),
            ],
        )
        .create(
            talk,
            vec![
                (interview::TITLE, Value::text(supplier.title())),
                (interview::ROUND, Value::Ref(made)),
                (interview::AUDITOR, Value::one(supplier.one(supplier::OWNER))),
                (interview::STATE, interview::State::Planned.value()),
            ],
        );
    let mut next = view.records.next_id(Kind::Answer);
    for (i, (number, _, key, text, _, _, controls)) in questions.into_iter().enumerate() {
        let item = controls.first().and_then(|c| Id::item(c));
        let mut values = vec![
            (answer::QUESTION, Value::text(text)),
            (answer::INTERVIEW, Value::Ref(talk)),
            (answer::ITEM, Value::one(item)),
            (answer::POSITION, Value::Number((i as i64 + 1) * 1_000)),
            (answer::SOURCE, Value::text(format!("{PACK}{number}"))),
        ];
        if *key {
            values.push((answer::KEY, Value::Choice(YES)));
        }
        change = change.create(next, values);
        next.n += 1;
    }
    (change, made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, kinds::system};
    use jiff::civil::date;

    #[test]
    fn duties_and_questions_follow_from_the_tier() {
        let supplier = Record::new(Id::new(Kind::Supplier, 1)).with(supplier::NAME, Value::text("Lexora"));
        let mut records = Records::default();
        records.put([supplier.clone()]);
        fn view(records: &Records) -> View<'_> {
            View { records, today: date(2026, 11, 26) }
        }
        let loose = duties(view(&records), &supplier).unwrap();
        assert_eq!(loose.edits.len(), 2, "behind nothing that runs: the loosest tier");
        let system = Record::new(Id::new(Kind::System, 1))
            .with(system::SUPPLIERS, Value::refs([supplier.id]))
            .with(system::TIER, system::Tier::Critical.value());
        records.put([system]);
        let close = duties(view(&records), &supplier).unwrap();
        assert_eq!(close.edits.len(), DUTIES.len());
        records.apply(&close);
        assert!(duties(view(&records), &supplier).unwrap_err().contains("tier 1"));
        let (review, round) = review(view(&records), &supplier, date(2026, 11, 26));
        records.apply(&review);
        assert_eq!(records.all(Kind::Answer).count(), QUESTIONS.len());
        assert!(records.get(round).unwrap().refs(round::ITEMS).len() > 5);
        assert_eq!(asked("supplier:SQ-01").map(|q| q.2), Some(true));
        assert!(asked("iso42001:4.1:1").is_none());
    }

    #[test]
    fn every_reference_is_a_control() {
        let all = DUTIES.iter().flat_map(|d| d.4).chain(QUESTIONS.iter().flat_map(|q| q.6));
        assert!(all.into_iter().all(|c| Id::item(c).is_some()));
        assert_eq!((DUTIES.len(), QUESTIONS.len()), (20, 20));
    }
}
