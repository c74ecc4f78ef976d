//! An audit programme: why and how, its areas with what makes them press, the audits by month, and what none reaches.

use super::{
    PaperDraft,
    desk::{Desk, day, facts, heading, list, or, para, sub, table},
    parts, titled,
};
use crate::{
    document::{
        Block, Column, PaperKind,
        drawing::{self, Bar, Tint},
    },
    domain::{
        Id, Record,
        kinds::{
            programme,
            programme_area::{self, Area, Weight},
            round,
        },
        programme as plans,
    },
};

pub fn build(desk: Desk, record: &Record) -> PaperDraft {
    let period = [record.date(programme::FROM), record.date(programme::TO)].map(day);
    let approved = match record.one(programme::APPROVED_BY) {
        None => "not approved".to_string(),
        Some(by) => format!(
            "{}, {}, {}",
            desk.view.records.name(by),
            record.text(programme::APPROVED_AS),
            day(record.date(programme::APPROVED_ON))
        ),
    };
    let mut blocks = vec![
        facts([
            ("Period", format!("{} to {}", or(&period[0], "no day"), or(&period[1], "no day"))),
            ("Led by", desk.person(record, programme::OWNER)),
            ("Approved", approved),
            ("Reaches", plans::reached_text(desk.view, record)),
        ]),
        sub("Objectives"),
        para(record.text(programme::OBJECTIVES), "No objectives have been written yet."),
        sub("Methods and reporting"),
        para(record.text(programme::METHOD), "No methods have been written yet."),
        sub("Risks of the programme"),
        para(record.text(programme::RISKS), "No risks have been written yet."),
        heading("Areas, the most pressing first"),
        areas(desk, record),
        heading("Audits by month"),
    ];
    blocks.extend(over_time(desk, record));
    blocks.push(audits(desk, record));
    let (items, systems) = plans::unreached(desk.view, record.id);
    let told: Vec<String> = items.iter().chain(&systems).map(|id| desk.item(*id)).collect();
    blocks.extend([
        heading("Reached by no audit"),
        list(told, "Every clause, used control and AI system of a high class is reached."),
    ]);
    let clashes = plans::clashes(desk.view);
    let told = clashes
        .iter()
        .map(|c| format!("{} and {} both need {} at {}", c.one, c.other, c.over, c.at.strftime("%Y-%m-%d %H:%M")));
    blocks.extend([heading("Clashes"), list(told.collect(), "No planned interviews clash.")]);
    let lines: Vec<Id> = plans::lines(desk.view, record.id).iter().map(|l| l.id).collect();
    blocks.extend(parts::exceptions(desk, &lines));
    (titled(PaperKind::Programme, record), vec![format!("{} to {}", period[0], period[1])], blocks)
}

/// Why an area stands where it stands.
fn areas(desk: Desk, record: &Record) -> Block {
    let placed = |p: &plans::Pressing| match &p.placed {
        Some((Weight::First, why)) => format!("first: {why}"),
        Some((_, why)) => format!("last: {why}"),
        None => String::new(),
    };
    let name = |p: &plans::Pressing| Area::ALL.get(p.heading).map_or("", |a| a.label()).to_string();
    let columns: &[Column<plans::Pressing>] = &[
        ("Area", 3, &name),
        ("Weight", 1, &|p| p.score.to_string()),
        ("Because", 6, &|p| p.because.join(", ")),
        ("Placed by hand", 3, &placed),
    ];
    let caption = "Weight: 3 a risk above appetite, 5 a major that is open or has no finding, 2 such a minor or a change, \
                   1 a month since the last audit";
    table(caption, plans::pressing(desk.view, Some(record.id)), columns, "There is no area.")
}

/// The audits as bars over months; nothing where none has a month.
fn over_time(desk: Desk, record: &Record) -> Option<Block> {
    let bar = |l: &Record| {
        let month = l.period(programme_area::MONTH);
        let round = l.one(programme_area::ROUND).and_then(|id| desk.view.records.live(id));
        let closed = round.is_some_and(|r| round::State::of(r, round::STATE) == Some(round::State::Closed));
        let (tint, note) = if closed { (Tint::Low, "closed") } else { (Tint::Plain, "") };
        let days = month.map(|m| (m.first(), m.last()));
        Bar { label: l.title().into(), days, tint, note: note.into(), is_head: false }
    };
    let bars: Vec<Bar> = plans::lines(desk.view, record.id).into_iter().map(bar).collect();
    let legend = [(Tint::Low, "closed".to_string()), (Tint::Plain, "to come".into())];
    drawing::timeline("Audits by month", &bars, desk.view.today, &legend).map(Block::Drawing)
}

fn audits(desk: Desk, record: &Record) -> Block {
    let people = |l: &Record| {
        let all: Vec<_> = l.refs(programme_area::LEAD).iter().chain(l.refs(programme_area::TEAM)).copied().collect();
        or(&desk.names(&all), "nobody")
    };
    let only = |l: &Record| match l.refs(programme_area::ITEMS) {
        [] => desk.cell(l, programme_area::AREA),
        ids => desk.view.records.called_all(ids, ", "),
    };
    let columns: &[Column<&Record>] = &[
        ("Month", 2, &|l| or(&desk.cell(l, programme_area::MONTH), "no month")),
        ("What", 3, &|l| l.title().to_string()),
        ("Clauses and controls", 3, &|l| only(l)),
        ("AI systems", 2, &|l| desk.view.records.called_all(l.refs(programme_area::SYSTEMS), ", ")),
        ("Auditors", 3, &|l| people(l)),
        ("Place", 2, &|l| l.text(programme_area::PLACE).to_string()),
        ("Round", 1, &|l| desk.cell(l, programme_area::ROUND)),
    ];
    table("Audits", plans::lines(desk.view, record.id), columns, "No audit is planned yet.")
}
