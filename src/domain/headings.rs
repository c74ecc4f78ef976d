//! The headings that clauses and controls are listed under. A table, so that the first screen parses nothing.

use super::{id::Id, kind::Kind, skeleton};

/// A clause without requirements of its own, or a group of controls.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    pub reference: &'static str,
    /// As published.
    pub title: &'static str,
    /// One or two words for narrow tables.
    pub short: &'static str,
    pub parent: Option<&'static str>,
    /// What a group of controls is for, in own words; nothing for clauses.
    pub objective: Option<&'static str>,
}

const fn clause(reference: &'static str, title: &'static str, short: &'static str) -> Heading {
    Heading { reference, title, short, parent: None, objective: None }
}
const fn group(reference: &'static str, title: &'static str, short: &'static str, objective: &'static str) -> Heading {
    Heading { reference, title, short, parent: None, objective: Some(objective) }
}
impl Heading {
    const fn under(mut self, parent: &'static str) -> Heading {
        self.parent = Some(parent);
        self
    }
}

/// What an organisation adds by itself is counted under.
static OWN: Heading = clause("own", "Own controls", "Own controls");

/// The outermost headings, under which items are counted: clauses 4 to 10, Annex A.2 to A.10, and own controls.
pub static TOPS: [&Heading; 17] = tops();
/// How many of [`TOPS`] are clauses.
pub const CLAUSE_TOPS: usize = 7;

const fn tops() -> [&'static Heading; 17] {
    let mut tops = [&OWN; 17];
    let (mut at, mut found) = (0, 0);
    while at < HEADINGS.len() {
        if HEADINGS[at].parent.is_none() {
            tops[found] = &HEADINGS[at];
            found += 1;
        }
        at += 1;
    }
    assert!(found + 1 == tops.len());
    tops
}

static HEADINGS: [Heading; 22] = [
    clause("4", "Context of the organization", "Context"),
    clause("5", "Leadership", "Leadership"),
    clause("6", "Planning", "Planning"),
    clause("6.1", "Actions to address risks and opportunities", "Risks").under("6"),
    clause("7", "Support", "Support"),
    clause("7.5", "Documented information", "Documents").under("7"),
    clause("8", "Operation", "Operation"),
    clause("9", "Performance evaluation", "Evaluation"),
    clause("9.2", "Internal audit", "Audit").under("9"),
    clause("9.3", "Management review", "Review").under("9"),
    clause("10", "Improvement", "Improvement"),
    group(
        "A.2",
        "Policies related to AI",
        "Policies",
        "Give AI work direction and backing from management that fits the needs of the business.",
    ),
    group(
        "A.3",
        "Internal organization",
        "Roles",
        "Make people inside answerable, so that AI is put in place, run and managed in a responsible way.",
    ),
    group(
        "A.4",
        "Resources for AI systems",
        "Resources",
        "Know all resources of the AI systems, so that risks and impacts can be understood and handled.",
    ),
    group(
        "A.5",
        "Assessing impacts of AI systems",
        "Impacts",
        "Find out what AI systems do to individuals, groups and societies over their whole life.",
    ),
    group(
        "A.6",
        "AI system life cycle",
        "Life cycle",
        "Guide development, and settle what each stage of an AI system's life has to fulfil.",
    ),
    group(
        "A.6.1",
        "Management guidance for AI system development",
        "Development",
        "Set objectives and run processes for designing and developing trustworthy AI responsibly.",
    )
    .under("A.6"),
    group("A.6.2", "AI system life cycle", "Stages", "Settle what each stage of an AI system's life has to fulfil.")
        .under("A.6"),
    group(
        "A.7",
        "Data for AI systems",
        "Data",
        "Understand what data means for AI systems, in developing, providing and using them, over their whole life.",
    ),
    group(
        "A.8",
        "Information for interested parties of AI systems",
        "Information",
        "Give those concerned what they need to understand and judge risks and impacts, good and bad.",
    ),
    group("A.9", "Use of AI systems", "Use", "Use AI responsibly and as the organization's own rules say."),
    group(
        "A.10",
        "Third-party and customer relationships",
        "Others",
        "Know one's own responsibilities, stay accountable and share risks fairly when others take part.",
    ),
];

/// All headings in the order of the standard; those without a parent are clauses 4 to 10 and groups A.2 to A.10.
pub fn headings() -> &'static [Heading] {
    &HEADINGS
}

/// The heading with this reference, letters in any case.
pub fn heading(reference: &str) -> Option<&'static Heading> {
    HEADINGS.iter().find(|h| h.reference.eq_ignore_ascii_case(reference))
}

/// The heading an item is listed under: `7` for all of clause 7, and the nearest group, such as `A.6.2`, for a control.
pub fn heading_of(item: Id) -> Option<&'static Heading> {
    match item.n < skeleton::FIRST_CONTROL {
        true => top_of(item),
        false => HEADINGS.iter().rfind(|h| h.holds(item)),
    }
}

/// The outermost heading of an item: clause 4 to 10 or group A.2 to A.10, for tables by clause.
pub fn top_of(item: Id) -> Option<&'static Heading> {
    HEADINGS.iter().find(|h| h.parent.is_none() && h.holds(item))
}

impl Heading {
    /// For example `7 Support`; own controls without a reference.
    pub fn label(&self) -> String {
        if *self == OWN { self.title.into() } else { format!("{} {}", self.reference, self.title) }
    }
    /// Whether a built-in clause or control stands anywhere below.
    pub fn holds(&self, item: Id) -> bool {
        let below = |reference: &str| reference.strip_prefix(self.reference).is_some_and(|rest| rest.starts_with('.'));
        item.kind == Kind::Item && skeleton::reference(item.n).is_some_and(below)
    }
    /// The clauses or controls anywhere below, in order.
    pub fn items(&self) -> impl Iterator<Item = Id> + '_ {
        skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).filter_map(|r| Id::item(r)).filter(|id| self.holds(*id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(controls: bool) -> Vec<usize> {
        let tops = HEADINGS.iter().filter(|h| h.parent.is_none() && h.reference.starts_with('A') == controls);
        tops.map(|h| h.items().count()).collect()
    }

    #[test]
    fn outermost_headings_share_out_all_items() {
        assert_eq!(sizes(false), [4, 3, 6, 7, 4, 6, 2]);
        assert_eq!(sizes(true), [3, 2, 5, 4, 9, 5, 4, 3, 3]);
        assert_eq!(heading("a.6.2").map(|h| h.items().count()), Some(7));
    }

    #[test]
    fn items_are_counted_under_clauses_groups_and_own_controls() {
        assert!(TOPS[..CLAUSE_TOPS].iter().all(|h| h.objective.is_none()) && TOPS[CLAUSE_TOPS].reference == "A.2");
        assert_eq!((TOPS[16].reference, TOPS[16].label().as_str()), ("own", "Own controls"));
    }

    #[test]
    fn an_item_finds_its_headings() {
        let of = |r: &str| heading_of(Id::item(r).unwrap()).map(Heading::label);
        assert_eq!(of("7.5.3").as_deref(), Some("7 Support"));
        assert_eq!(of("10.1").as_deref(), Some("10 Improvement"));
        assert_eq!(of("A.6.2.4").as_deref(), Some("A.6.2 AI system life cycle"));
        assert_eq!(of("A.10.2").as_deref(), Some("A.10 Third-party and customer relationships"));
        assert_eq!(top_of(Id::item("A.6.2.4").unwrap()).map(|h| h.reference), Some("A.6"));
        assert_eq!(top_of(Id::new(Kind::Item, 1001)), None);
    }

    #[test]
    fn items_name_a_heading_of_this_table_as_parent() {
        for item in crate::framework::items() {
            let parent = heading(item.parent);
            assert!(parent.is_some_and(|h| h.holds(item.id)), "{}", item.reference());
        }
        assert!(HEADINGS.iter().filter_map(|h| h.parent).all(|p| heading(p).is_some()));
    }
}
