//! The plan of the project: how far its steps are, which of its six parts are filled, what it leaves uncovered.

use super::{
    Change, Edit, Field, Id, Kind, Record, Stage, Value, View,
    gate::{Near, linked},
    kinds::{
        decision::{self, Type as Decided},
        finding, interview, item, objective, person,
        plan_item::{self, Type},
        resource,
        shared::{FUNCTIONS, Work},
    },
    progress,
    share::Share,
    workflow::decision::in_force,
};

/// How deep a plan is walked; a ring of parts ends there.
const DEEPEST: usize = 6;

/// Steps done below an item, and all of them; dropped ones do not count.
pub fn steps(view: View, item: Id) -> Share {
    below(view, item, DEEPEST)
}

fn below(view: View, item: Id, depth: usize) -> Share {
    let parts = view.records.linked(item, Kind::PlanItem, plan_item::PART_OF);
    parts.filter(|part| !progress::is_over(part)).fold(Share::default(), |sum, part| {
        let own = Share::count([progress::is_done(part)]);
        let parts = if depth == 0 { Share::default() } else { below(view, part.id, depth - 1) };
        sum + if parts.all == 0 { own } else { parts }
    })
}

/// `3 of 5`, nothing for an item without parts.
pub fn progress_text(view: View, item: &Record) -> String {
    steps(view, item.id).told()
}

/// The least done first.
pub fn progress_rank(view: View, item: &Record) -> i64 {
    steps(view, item.id).percent().map_or(101, |percent| percent as i64)
}

/// Whether a record of a kind that fits names the plan in a field.
type Has<'a> = dyn Fn(Kind, usize, &dyn Fn(&Record) -> bool) -> bool + 'a;

/// The six parts of a plan, each with whether something stands there; `has` tells whether a record of a kind that fits
/// names the plan in a field.
fn parts(plan: &Record, has: &Has) -> [(&'static str, bool); 6] {
    let says = |field: usize| !plan.value(field).is_empty();
    [
        ("scope", says(plan_item::SCOPE)),
        ("team", says(plan_item::TEAM)),
        ("milestones", has(Kind::PlanItem, plan_item::PART_OF, &|item| item.period(plan_item::DUE).is_some())),
        ("resources", has(Kind::Resource, resource::FOR, &|_| true)),
        ("policies and objectives", has(Kind::Objective, objective::PLAN, &|_| true)),
        ("changes", says(plan_item::CHANGES)),
    ]
}

fn empty(parts: [(&'static str, bool); 6]) -> Vec<&'static str> {
    parts.into_iter().filter(|(_, filled)| !filled).map(|(name, _)| name).collect()
}

/// The parts of a plan in which nothing stands.
pub fn empty_parts(view: View, plan: &Record) -> Vec<&'static str> {
    empty(parts(plan, &|kind, field, fits| view.records.linked(plan.id, kind, field).any(fits)))
}

/// The same as a gate sees it.
pub fn empty_parts_near(near: &dyn Near, plan: &Record) -> Vec<&'static str> {
    empty(parts(plan, &|kind, field, fits| linked(near, plan.id, (kind, field)).any(|r| fits(&r))))
}

/// `4 of 6` for a plan, nothing for its parts.
pub fn parts_text(view: View, item: &Record) -> String {
    match plan_item::typ(item) {
        Type::Plan => format!("{} of 6", 6 - empty_parts(view, item).len()),
        _ => String::new(),
    }
}

/// The emptiest plan first.
pub fn parts_rank(view: View, item: &Record) -> i64 {
    match plan_item::typ(item) {
        Type::Plan => 6 - empty_parts(view, item).len() as i64,
        _ => 7,
    }
}

/// The functions that took part in a plan or phase: whoever owns a step of it that was begun, decided about it or one of
/// its steps, or was asked in its time.
pub fn heard(view: View, item: &Record) -> Vec<&'static str> {
    let mut all = vec![item.clone()];
    let mut at = 0;
    while at < all.len() && all.len() < 1_000 {
        let parts: Vec<Record> = view.records.linked(all[at].id, Kind::PlanItem, plan_item::PART_OF).cloned().collect();
        all.extend(parts.into_iter().filter(|p| all.iter().all(|known| known.id != p.id)).collect::<Vec<_>>());
        at += 1;
    }
    let begun = all.iter().filter(|i| progress::stage(i) > Stage::Open);
    let mut people: Vec<Id> = begun.filter_map(|i| i.one(plan_item::OWNER)).collect();
    let decisions = all.iter().flat_map(|i| view.records.linked(i.id, Kind::Decision, decision::ABOUT));
    people.extend(decisions.filter_map(|d| d.one(decision::BY)));
    if let (Some(from), Some(to)) = (item.period(plan_item::START), item.period(plan_item::DUE)) {
        let held = |i: &&Record| {
            let day = i.stamp(interview::START).map(|s| s.date());
            day.is_some_and(|day| from.first() <= day && day <= to.last() && day <= view.today)
        };
        people.extend(view.records.all(Kind::Interview).filter(held).flat_map(|i| i.refs(interview::WITH)));
    }
    let of = |code: &str| {
        let has = |p: &Record| p.words(person::FUNCTIONS).any(|w| w == code);
        people.iter().filter_map(|id| view.records.live(*id)).any(has)
    };
    FUNCTIONS.iter().filter(|f| of(f.code)).map(|f| f.label).collect()
}

/// `risk, legal; not yet IT`, for plans and phases only.
pub fn heard_text(view: View, item: &Record) -> String {
    if !matches!(plan_item::typ(item), Type::Plan | Type::Phase) {
        return String::new();
    }
    let heard = heard(view, item);
    let open: Vec<&str> = FUNCTIONS.iter().take(SIX).map(|f| f.label).filter(|f| !heard.contains(f)).collect();
    match (heard.is_empty(), open.is_empty()) {
        (true, _) => "none yet".into(),
        (_, true) => heard.join(", "),
        _ => format!("{}; not yet {}", heard.join(", "), open.join(", ")),
    }
}

/// The functions that have to be heard stand first in their list.
const SIX: usize = 6;

/// The step that makes plan items of gaps, of clauses, controls or findings: in the phase that runs, or in one of their
/// own, below one item for each owner. What a plan item covers already is left out.
pub fn from_gaps(view: View, gaps: &[Id]) -> Result<Change, String> {
    let covered = |id: Id| {
        let items = if id.kind == Kind::Item { vec![id] } else { Vec::new() };
        let planned =
            |i: &Id| view.records.linked(*i, Kind::PlanItem, plan_item::COVERS).any(|p| !progress::is_done(p));
        items.iter().any(planned)
    };
    let mut open: Vec<&Record> =
        gaps.iter().filter(|id| !covered(**id)).filter_map(|id| view.records.live(*id)).collect();
    if open.is_empty() {
        return Err("a plan item that is open covers each of these already".into());
    }
    let owner = |gap: &Record| gap.id.kind.spec().owner.and_then(|field| gap.one(field));
    open.sort_by_key(|gap| (owner(gap).is_none(), owner(gap), gap.id));
    let mut change = Change::new(format!("{} gaps in the plan, by phase and owner", open.len()));
    let mut next = view.records.next_id(Kind::PlanItem);
    let mut add = |typ: Type, title: String, more: Vec<(usize, Value)>| {
        let id = next;
        let mut values = vec![
            (plan_item::TITLE, Value::text(title.chars().take(Field::LINE_MAX).collect::<String>())),
            (plan_item::TYPE, typ.value()),
            (plan_item::STATE, Work::Open.value()),
        ];
        values.extend(more);
        change.edits.push(Edit::Create { id, values });
        next.n += 1;
        id
    };
    let phase = phase(view).map(|p| p.id);
    let phase = phase.unwrap_or_else(|| add(Type::Phase, "Closing the gaps".into(), Vec::new()));
    let mut group: Option<(Option<Id>, Id)> = None;
    for gap in open {
        let who = owner(gap);
        let below = match group.filter(|(of, _)| *of == who) {
            Some((_, id)) => id,
            None => {
                let name =
                    who.map_or("Gaps without an owner".into(), |id| format!("Gaps of {}", view.records.name(id)));
                let values = vec![(plan_item::PART_OF, Value::Ref(phase)), (plan_item::OWNER, Value::one(who))];
                add(Type::Step, name, values)
            }
        };
        group = Some((who, below));
        let covers = if gap.id.kind == Kind::Item { vec![gap.id] } else { gap.refs(finding::AGAINST).to_vec() };
        let items = covers.into_iter().filter(|id| id.kind == Kind::Item);
        let said = if gap.id.kind == Kind::Item { gap.text(item::GAP) } else { "" };
        let values = vec![
            (plan_item::PART_OF, Value::Ref(below)),
            (plan_item::OWNER, Value::one(who)),
            (plan_item::COVERS, Value::refs(items)),
            (plan_item::DONE_TEST, Value::text(said)),
        ];
        add(Type::Step, format!("{} {}", gap.id, gap.title()), values);
    }
    Ok(change)
}

/// The phase in which the plan is: the first one that is not done, by number and id.
pub fn phase(view: View<'_>) -> Option<&Record> {
    let open = |item: &&Record| plan_item::typ(item) == Type::Phase && !progress::is_done(item);
    let phases = view.records.all(Kind::PlanItem).filter(open);
    phases.min_by(|a, b| (order(a), a.id).cmp(&(order(b), b.id)))
}

/// The number of an item as it is sorted.
pub fn order(item: &Record) -> Vec<u32> {
    numbers(item.text(plan_item::NUMBER))
}

/// The numbers of a text, by which it is sorted: 2.10 after 2.9.
pub fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// Whether a decision that holds approves the plan.
pub fn is_approved(near: &dyn Near, plan: Id) -> bool {
    in_force(near, plan, Decided::Project).is_some()
}

/// Whether somebody answers for an item: its owner, or that of what it is a part of.
pub fn owner(near: &dyn Near, item: &Record) -> Option<Id> {
    let mut at = item.clone();
    for _ in 0..DEEPEST {
        if let Some(owner) = at.one(plan_item::OWNER) {
            return Some(owner);
        }
        at = near.record(at.one(plan_item::PART_OF)?).filter(|r| !r.hidden)?.into_owned();
    }
    None
}

/// Whether an item has parts.
pub fn has_parts(near: &dyn Near, item: Id) -> bool {
    linked(near, item, (Kind::PlanItem, plan_item::PART_OF)).next().is_some()
}
