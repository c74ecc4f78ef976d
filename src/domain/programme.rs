//! Audit programmes (clause 9.2.2): what they reach, which area presses most and why, and what clashes.
//!
//! An area presses the more, the higher the risks are that its controls treat, the worse its last results were, the more
//! was changed, and the longer ago it was audited. A person may place it first or last, with a reason.

mod reach;

pub use reach::{ToReach, reached_rank, reached_text, unreached};

use super::{
    Id, Kind, Record, View,
    coverage::{self, HEADINGS, heading_index},
    kinds::{
        alteration,
        answer::{self, Verdict},
        finding, interview, item,
        programme_area::{self, Area, Weight},
        risk, round,
    },
    rounds, words,
};
use jiff::civil::{Date, DateTime};
use std::collections::{BTreeSet, HashMap};

/// How pressing an area is, and what says so.
pub struct Pressing {
    /// Place of the heading in [`HEADINGS`].
    pub heading: usize,
    pub score: i64,
    /// The facts behind it, as words.
    pub because: Vec<String>,
    /// Placed by hand, with the reason.
    pub placed: Option<(Weight, String)>,
}

/// What the last audit that judged an item said of it, and on which day. One question of several makes no verdict, as in
/// the coverage of the round.
struct Judged {
    day: Date,
    round: Id,
    verdict: Verdict,
}

fn last_judged(view: View, item: &Record) -> Option<Judged> {
    let answers = view.records.linked(item.id, Kind::Answer, answer::ITEM);
    let judged = answers.filter(|a| answer::verdict(a).is_judged());
    let rounds: BTreeSet<Id> = judged.filter_map(|a| answer::round_of(view.records, a)).collect();
    let audits = rounds.into_iter().filter_map(|id| view.records.live(id)).filter(|r| round::is_audit(r));
    let mut days: Vec<(Date, Id)> = audits.filter_map(|r| Some((rounds::day(view, r)?, r.id))).collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    days.into_iter().find_map(|(day, round)| {
        let (verdict, _) = coverage::judged(view, item, coverage::Span::Round(round));
        verdict.is_judged().then_some(Judged { day, round, verdict })
    })
}

/// Whether a finding of a round stands against an item or was raised from an answer about it.
fn has_finding(view: View, item: Id, round: Id) -> bool {
    let raised = |f: &Record| f.one(finding::ANSWER).and_then(|a| view.records.live(a)?.one(answer::ITEM));
    let mut all = view.records.linked(round, Kind::Finding, finding::ROUND);
    all.any(|f| f.refs(finding::AGAINST).contains(&item) || raised(f) == Some(item))
}

/// A breach that the last audit judged at an item and that no finding says: whether it is a major, and in which round.
pub fn breach_without_finding(view: View, item: &Record) -> Option<(bool, Id)> {
    let judged = last_judged(view, item).filter(|j| matches!(j.verdict, Verdict::Major | Verdict::Minor))?;
    (!has_finding(view, item.id, judged.round)).then_some((judged.verdict == Verdict::Major, judged.round))
}

/// Clauses and controls that no audit has judged yet; controls that are left out need none.
pub fn never_judged(view: View) -> Vec<Id> {
    let items = view.records.all(Kind::Item).filter(|i| item::Use::of(i, item::USE) != Some(item::Use::No));
    items.filter(|i| last_judged(view, i).is_none()).map(|i| i.id).collect()
}

/// The lines of a programme, by month.
pub fn lines<'a>(view: View<'a>, programme: Id) -> Vec<&'a Record> {
    let mut all: Vec<&Record> =
        view.records.linked(programme, Kind::ProgrammeArea, programme_area::PROGRAMME).collect();
    let month = |l: &Record| l.period(programme_area::MONTH).map(|p| p.last());
    all.sort_by_key(|l| (month(l).is_none(), month(l), l.id));
    all
}

/// The items that a line asks for: those it names, else all of its area, else those of its round.
pub fn items_of(view: View, line: &Record) -> Vec<Id> {
    let named = line.refs(programme_area::ITEMS);
    if !named.is_empty() {
        return named.to_vec();
    }
    if let Some(area) = Area::of(line, programme_area::AREA) {
        return view.records.all(Kind::Item).map(|i| i.id).filter(|id| heading_index(*id) == area as usize).collect();
    }
    let round = line.one(programme_area::ROUND).filter(|id| view.records.live(*id).is_some());
    round.map_or(Vec::new(), |id| coverage::items(view, coverage::Span::Round(id)).iter().map(|i| i.id).collect())
}

/// The areas of the standard, the most pressing first. What was placed by hand in a programme stands first or last.
pub fn pressing(view: View, programme: Option<Id>) -> Vec<Pressing> {
    let by_hand = programme.map(|id| lines(view, id)).unwrap_or_default();
    let mut all: Vec<Pressing> =
        AreaFacts::of(view).iter().enumerate().filter_map(|(at, facts)| facts.weigh(view, at)).collect();
    for p in &mut all {
        let of = by_hand.iter().find(|l| {
            Area::of(l, programme_area::AREA).is_some_and(|a| a as usize == p.heading)
                && matches!(Weight::of(l, programme_area::WEIGHT), Some(Weight::First | Weight::Last))
        });
        let why = |l: &&Record| l.text(programme_area::WHY).to_string();
        p.placed = of.and_then(|l| Some((Weight::of(l, programme_area::WEIGHT)?, why(l))));
    }
    let place = |p: &Pressing| match &p.placed {
        Some((Weight::First, _)) => 0,
        Some((Weight::Last, _)) => 2,
        _ => 1,
    };
    all.sort_by_key(|p| (place(p), -p.score, p.heading));
    all
}

/// What says how pressing an area is; each register is walked once for all areas.
#[derive(Default)]
struct AreaFacts<'a> {
    has_items: bool,
    above: i64,
    majors: i64,
    minors: i64,
    /// Items that the last audit judged so, with no finding that says it.
    bare_majors: i64,
    bare_minors: i64,
    last: Option<Date>,
    /// What was changed about its items, ever.
    changes: Vec<&'a Record>,
}

impl<'a> AreaFacts<'a> {
    /// By place of the heading.
    fn of(view: View<'a>) -> Vec<AreaFacts<'a>> {
        let mut all: Vec<AreaFacts> = HEADINGS.iter().map(|_| AreaFacts::default()).collect();
        let mut heading_of: HashMap<Id, usize> = HashMap::new();
        for item in view.records.all(Kind::Item) {
            let heading = heading_index(item.id);
            heading_of.insert(item.id, heading);
            let facts = &mut all[heading];
            facts.has_items = true;
            let Some(judged) = last_judged(view, item) else { continue };
            facts.last = facts.last.max(Some(judged.day));
            if let Some((is_major, _)) = breach_without_finding(view, item) {
                facts.bare_majors += i64::from(is_major);
                facts.bare_minors += i64::from(!is_major);
            }
        }
        let areas = |items: &[Id]| items.iter().filter_map(|i| heading_of.get(i).copied()).collect::<BTreeSet<usize>>();
        for risk in view.records.all(Kind::Risk).filter(|r| risk::is_open(r)) {
            let areas = areas(risk.refs(risk::CONTROLS));
            if !areas.is_empty() && risk::against_appetite(view, risk) == "above" {
                areas.into_iter().for_each(|at| all[at].above += 1);
            }
        }
        for found in view.records.all(Kind::Finding).filter(|f| finding::is_open(f)) {
            let grade = finding::Grade::of(found, finding::GRADE);
            for at in areas(found.refs(finding::AGAINST)) {
                all[at].majors += i64::from(grade == Some(finding::Grade::Major));
                all[at].minors += i64::from(grade == Some(finding::Grade::Minor));
            }
        }
        for change in view.records.all(Kind::Alteration) {
            areas(change.refs(alteration::TOUCHES)).into_iter().for_each(|at| all[at].changes.push(change));
        }
        all
    }

    /// Risks above the appetite count 3 each, majors that are open or have no finding 5, minors 2, changes since 2, each month since the last audit
    /// 1; what was never audited counts as 24 months.
    fn weigh(&self, view: View, heading: usize) -> Option<Pressing> {
        let AreaFacts { above, majors, minors, bare_majors, bare_minors, last, .. } = *self;
        let since = |c: &&&Record| c.date(alteration::MADE).is_some_and(|d| last.is_none_or(|l| d > l));
        let changed = self.changes.iter().filter(since).count() as i64;
        let months = last.map(|l| months_between(l, view.today));
        let breaches = 5 * (majors + bare_majors) + 2 * (minors + bare_minors);
        let score = 3 * above + breaches + 2 * changed + months.unwrap_or(24).min(24);
        let mut because = Vec::new();
        let mut say = |n: i64, one: &str, many: &str| {
            if n > 0 {
                because.push(words::counted(n as usize, one, many));
            }
        };
        say(above, "risk above appetite", "risks above appetite");
        say(majors, "open major", "open majors");
        say(minors, "open minor", "open minors");
        say(bare_majors, "major without a finding", "majors without a finding");
        say(bare_minors, "minor without a finding", "minors without a finding");
        say(changed, "change since", "changes since");
        because.push(match months {
            None => "never audited".into(),
            Some(0) => "audited this month".into(),
            Some(n) => format!("last audited {n} month{} ago", if n == 1 { "" } else { "s" }),
        });
        self.has_items.then_some(Pressing { heading, score, because, placed: None })
    }
}

fn months_between(from: Date, to: Date) -> i64 {
    let months = |d: Date| i64::from(d.year()) * 12 + i64::from(d.month());
    (months(to) - months(from)).max(0)
}

/// Two interviews at the same time that need the same person or the same room.
pub struct Overlap {
    pub one: Id,
    pub other: Id,
    /// `S. Brandt` or `room 2`.
    pub over: String,
    pub at: DateTime,
}

/// Planned interviews of all rounds that clash: people who are asked or ask, and rooms.
pub fn clashes(view: View) -> Vec<Overlap> {
    let open = |i: &&Record| interview::State::of(i, interview::STATE) != Some(interview::State::Held);
    let timed = |i: &Record| {
        let from = i.stamp(interview::START)?.local();
        let minutes = i.number(interview::MINUTES).unwrap_or(60).clamp(1, 600);
        Some((from, from.saturating_add(jiff::Span::new().minutes(minutes))))
    };
    let live = |i: &&Record| i.one(interview::ROUND).is_some_and(|r| view.records.live(r).is_some());
    let mut all: Vec<((DateTime, DateTime), &Record)> =
        view.records.all(Kind::Interview).filter(open).filter(live).filter_map(|i| Some((timed(i)?, i))).collect();
    all.sort_by_key(|((from, _), i)| (*from, i.id));
    let mut clashes = Vec::new();
    for (n, ((_, end), a)) in all.iter().enumerate() {
        for ((from, _), b) in all[n + 1..].iter().take_while(|((from, _), _)| from < end) {
            if let Some(over) = shared(view, a, b) {
                clashes.push(Overlap { one: a.id, other: b.id, over, at: *from });
            }
        }
    }
    clashes
}

/// The first person, else the room, that two interviews both need.
fn shared(view: View, a: &Record, b: &Record) -> Option<String> {
    let people =
        |i: &Record| -> Vec<Id> { i.refs(interview::WITH).iter().chain(i.refs(interview::AUDITOR)).copied().collect() };
    let theirs = people(b);
    if let Some(who) = people(a).into_iter().find(|id| theirs.contains(id)) {
        return Some(view.records.name(who));
    }
    let room = a.text(interview::PLACE).trim();
    let same = !room.is_empty() && room.eq_ignore_ascii_case(b.text(interview::PLACE).trim());
    (same && a.one(interview::ROUND) != b.one(interview::ROUND)).then(|| room.to_string())
}
