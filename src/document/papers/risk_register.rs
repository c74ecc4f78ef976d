//! The risk register: method, heat map, open risks from the highest down, acceptances, what is missing.

use super::{
    PaperDraft,
    desk::{Desk, counted, day, facts, heading, list, note, or, table},
};
use crate::{
    document::{
        Block, Column, PaperKind, Table,
        drawing::{self, HeatGrid, MapCell},
    },
    domain::{
        Kind, Record, checks,
        kinds::{
            method,
            risk::{self, Picture},
        },
        value::join_ids,
        workflow::decision::{Acceptance, acceptance},
    },
};
use std::cmp::Reverse;

pub fn build(desk: Desk) -> PaperDraft {
    let mut risks: Vec<&Record> = desk.all(Kind::Risk).into_iter().filter(|r| risk::is_open(r)).collect();
    risks.sort_by_key(|r| (Reverse(risk::score(desk.view, r)), r.id));
    let closed = desk.view.records.count(Kind::Risk) - risks.len();
    let mut blocks = vec![heading("Method"), method(desk), heading("Where the risks stand now")];
    blocks.extend(heat_map(desk, &risks));
    blocks.extend([heading("Open risks"), register(desk, &risks)]);
    if closed > 0 {
        blocks.push(note(format!("{} not listed.", counted(closed, "closed risk is", "closed risks are"))));
    }
    blocks.extend([heading("Descriptions")]);
    let told =
        risks.iter().filter(|r| !r.text(risk::DESCRIPTION).trim().is_empty() || !r.text(risk::REASON).is_empty());
    let told: Vec<Block> = told.map(|r| describe(desk, r)).collect();
    blocks.extend(if told.is_empty() { vec![note("No risk has been described yet.")] } else { told });
    blocks.extend([heading("Accepted risks"), accepted(desk, &risks), heading("Still to settle"), to_settle(desk)]);
    let count = counted(risks.len(), "open risk", "open risks");
    (PaperKind::RiskRegister.title().into(), vec![format!("state of {}", desk.view.today), count], blocks)
}

fn approved(desk: Desk, m: &Record) -> String {
    match (m.one(method::APPROVED_BY), method::is_approved(m)) {
        (Some(_), true) => {
            let role = m.text(method::APPROVED_AS);
            let role = if role.is_empty() { String::new() } else { format!(" ({role})") };
            format!("{}{role}, {}", desk.person(m, method::APPROVED_BY), desk.cell(m, method::APPROVED_ON))
        }
        (None, true) => m.text(method::APPROVED).to_string(),
        (_, false) => "not approved yet".into(),
    }
}

/// Scales, bands and appetite, and who approved them.
pub(super) fn method(desk: Desk) -> Block {
    let matrix = desk.view.records.matrix();
    let steps = |list: &[String]| {
        let steps = list.iter().enumerate().map(|(i, word)| format!("{} {word}", i + 1));
        steps.collect::<Vec<_>>().join(", ")
    };
    let bands: Vec<String> = matrix.bands.iter().map(|b| format!("{} {} from {}", b.letter, b.label, b.from)).collect();
    let record = desk.view.records.single(Kind::Method);
    let text = |field| record.map_or(String::new(), |m| m.text(field).to_string());
    let borne = matrix.appetite("").and_then(|band| matrix.bands.get(band));
    let borne = borne.map_or("none".into(), |band| format!("up to {} {}", band.letter, band.label));
    facts([
        ("Method", or(record.map_or("", |m| m.title()), "built-in default; none has been set for this organisation")),
        ("Version", text(method::VERSION)),
        ("Approved", record.map_or("not approved yet".into(), |m| approved(desk, m))),
        ("Roles and procedure", text(method::PROCEDURE)),
        ("Criteria of acceptance", text(method::CRITERIA)),
        ("Rated again", format!("every {} months", method::interval(record))),
        ("Likelihood", steps(&matrix.likelihood)),
        ("Consequence", steps(&matrix.consequence)),
        ("Bands by score", bands.join(", ")),
        ("Appetite", borne),
        ("Appetite by area", text(method::AREAS)),
    ])
}

/// Laid out as on the screen: consequence downwards from the highest, likelihood to the right; a cell holds its band
/// and the ids in it.
fn heat_map(desk: Desk, risks: &[&Record]) -> Vec<Block> {
    let matrix = desk.view.records.matrix();
    let (columns, rows) = matrix.size();
    let head = |l: u8| format!("{l} {}", matrix.likelihood[usize::from(l) - 1]);
    let cell = |l: u8, c: u8| {
        let here = risks.iter().filter(|r| Picture::Current.on(r, matrix) == Some((l, c)));
        let ids: Vec<_> = here.map(|r| r.id).collect();
        format!("{} {}", matrix.band(l, c).letter, join_ids(&ids, " ")).trim_end().to_string()
    };
    let steps: Vec<_> = (1..=columns).map(|l| (head(l), move |c: &u8| cell(l, *c))).collect();
    let consequence = |c: &u8| format!("{c} {}", matrix.consequence[usize::from(*c) - 1]);
    let mut columns: Vec<Column<u8>> = vec![("Consequence \\ likelihood", 2, &consequence)];
    columns.extend(steps.iter().map(|(head, cell)| -> Column<u8> { (head, 2, cell) }));
    let t = Table::of("Current ratings", (1..=rows).rev(), &columns);
    let per_band = matrix.bands.iter().enumerate().rev().map(|(i, band)| {
        let in_band = |r: &&&Record| Picture::Current.on(r, matrix).is_some_and(|(l, c)| matrix.band_index(l, c) == i);
        format!("{} {}", risks.iter().filter(in_band).count(), band.label)
    });
    let unrated = risks.iter().filter(|r| Picture::Current.on(r, matrix).is_none()).count();
    let counts: Vec<String> = per_band.chain([format!("{unrated} not rated")]).collect();
    let drawn = drawing::heatmap("Current ratings", &grid(desk, risks), t);
    vec![Block::Para(format!("{}.", counts.join(", "))), Block::Drawing(drawn)]
}

/// The map with the risks in its cells.
fn grid(desk: Desk, risks: &[&Record]) -> HeatGrid {
    let matrix = desk.view.records.matrix();
    let (columns, rows) = matrix.size();
    let borne = matrix.appetite("");
    let cell = |l: u8, c: u8| {
        let here = risks.iter().filter(|r| Picture::Current.on(r, matrix) == Some((l, c)));
        let level = matrix.band_index(l, c);
        MapCell {
            level,
            letter: matrix.band(l, c).letter,
            ids: here.map(|r| r.id.to_string()).collect(),
            beyond: borne.is_none_or(|borne| level > borne),
        }
    };
    let step = |list: &[String], n: u8| format!("{n} {}", list[usize::from(n) - 1]);
    HeatGrid {
        columns: (1..=columns).map(|l| step(&matrix.likelihood, l)).collect(),
        rows: (1..=rows)
            .rev()
            .map(|c| (step(&matrix.consequence, c), (1..=columns).map(|l| cell(l, c)).collect()))
            .collect(),
        levels: matrix.bands.iter().map(|b| format!("{} {}", b.letter, b.label)).collect(),
    }
}

/// The map without a risk in it: what each pair of likelihood and consequence comes to.
pub(super) fn empty_map(desk: Desk) -> Vec<Block> {
    heat_map(desk, &[]).into_iter().skip(1).collect()
}

/// `H (3 x 4)`: band, likelihood, consequence.
pub(super) fn rating(desk: Desk, risk: &Record, picture: Picture) -> String {
    let matrix = desk.view.records.matrix();
    match (picture.on(risk, matrix), picture.cell(risk)) {
        (Some((l, c)), _) => format!("{} ({l} x {c})", matrix.band(l, c).letter),
        (None, Some((l, c))) => format!("off the scale ({l} x {c})"),
        (None, None) => String::new(),
    }
}

fn register(desk: Desk, risks: &[&Record]) -> Block {
    let plan = |r: &Record| {
        risk::actions(desk.view, r).map_or("no action".into(), |(done, all)| format!("{done} of {all} actions done"))
    };
    let columns: &[Column<&Record>] = &[
        ("ID", 2, &|r| r.id.to_string()),
        ("Risk", 6, &|r| r.title().to_string()),
        ("Area", 3, &|r| desk.cell(r, risk::AREA)),
        ("Systems", 2, &|r| desk.view.records.called_all(r.refs(risk::SYSTEMS), " ")),
        ("Before", 2, &|r| rating(desk, r, Picture::Inherent)),
        ("Now", 2, &|r| or(&rating(desk, r, Picture::Current), "not rated")),
        ("After plan", 2, &|r| rating(desk, r, Picture::Residual)),
        ("Aimed at", 2, &|r| rating(desk, r, Picture::Target)),
        ("Appetite", 2, &|r| risk::against_appetite(desk.view, r).to_string()),
        ("Treatment", 2, &|r| or(&desk.cell(r, risk::TREATMENT), "not decided")),
        ("Controls", 3, &|r| desk.view.records.called_all(r.refs(risk::CONTROLS), " ")),
        ("Owner", 3, &|r| or(&desk.person(r, risk::OWNER), "no owner")),
        ("Target by", 3, &|r| day(r.date(risk::DUE))),
        ("Status and plan", 3, &|r| format!("{}\n{}", or(&desk.cell(r, risk::STATUS), "open"), plan(r))),
    ];
    table("Risks, highest first", risks.iter().copied(), columns, "No open risk is on file.")
}

fn describe(desk: Desk, risk: &Record) -> Block {
    let mut text = risk.text(risk::DESCRIPTION).trim().to_string();
    for (label, field) in [("Cause", risk::CAUSE), ("Signs", risk::SIGNS), ("Watched by", risk::WATCHED)] {
        let said = risk.text(field).trim();
        if !said.is_empty() {
            text.push_str(&format!("\n{label}: {said}"));
        }
    }
    for picture in [Picture::Inherent, Picture::Residual, Picture::Target] {
        let (on, why) = picture.account();
        if picture.cell(risk).is_some() && !risk.text(why).is_empty() {
            let day = risk.date(on).map_or(String::new(), |day| format!(" on {day}"));
            text.push_str(&format!("\nRated {}{day}: {}", picture.label(), risk.text(why)));
        }
    }
    if !risk.text(risk::REASON).is_empty() {
        text.push_str(&format!("\nLast rating: {}", risk.text(risk::REASON)));
    }
    if let Some(review) = risk.date(risk::REVIEW) {
        text.push_str(&format!("\nNext review: {review}"));
    }
    Block::Facts(vec![(desk.item(risk.id), text.trim().to_string())])
}

fn accepted(desk: Desk, risks: &[&Record]) -> Block {
    let signed = risks.iter().map(|r| (r, acceptance(&desk.view, r)));
    let signed = signed.filter(|(_, a)| a.by.is_some() || a.on.is_some());
    let line = |(r, a): (&&Record, Acceptance)| {
        let by = a.by.map_or("nobody named".into(), |id| desk.view.records.name(id));
        let until = a.until.map_or(String::new(), |day| format!(", until {day}"));
        let decision = a.decision.map_or(String::new(), |id| format!(" ({id})"));
        format!("{}: {by}, {}{until}{decision}", desk.item(r.id), or(&day(a.on), "no date"))
    };
    list(signed.map(line).collect(), "No acceptance has been recorded.")
}

fn to_settle(desk: Desk) -> Block {
    let hits = checks::CHECKS.iter().filter(|c| c.area() == "risk").map(|c| (c, (c.find)(desk.view)));
    let line = |(rule, spots): (&checks::Check, Vec<checks::Spot>)| {
        let ids: Vec<String> = spots.iter().map(|s| s.id.to_string()).collect();
        format!("{}: {}", rule.sentence(spots.len()), ids.join(", "))
    };
    list(hits.filter(|(_, spots)| !spots.is_empty()).map(line).collect(), "Nothing.")
}
