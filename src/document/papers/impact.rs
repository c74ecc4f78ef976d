//! The impact assessment of a system: what was asked and answered, who is affected, how grave, what was decided.

use super::{
    PaperDraft,
    desk::{Desk, facts, heading, list, note, or, para, table},
    titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record, Type,
        kinds::{
            assessment::{self, RATED},
            group,
        },
        workflow::assessment::differences,
    },
};

pub fn build(desk: Desk, a: &Record) -> PaperDraft {
    let named = |field| a.one(field).map_or(String::new(), |id| desk.item(id));
    let mut blocks = vec![
        facts([
            ("System", or(&named(assessment::SYSTEM), "not named")),
            ("Type", desk.cell(a, assessment::TYPE)),
            ("State", desk.cell(a, assessment::STATE)),
            ("Assessor", or(&desk.person(a, assessment::OWNER), "nobody")),
            ("Why now", desk.cell(a, assessment::TRIGGER)),
            ("Decision", or(&desk.cell(a, assessment::OUTCOME), "none yet")),
            ("Approved", approved(desk, a)),
            ("Valid until", desk.cell(a, assessment::VALID)),
            ("Time it took", desk.cell(a, assessment::TOOK)),
        ]),
        heading("Conclusion"),
        para(a.text(assessment::CONCLUSION), "No conclusion has been written yet."),
        heading("Conditions"),
        para(a.text(assessment::CONDITIONS), "No conditions."),
        heading("Effects"),
        effects(desk, a),
        heading("Who is affected"),
        groups(desk, a),
    ];
    blocks.extend(sections(desk, a));
    blocks.push(heading("Energy and carbon"));
    blocks.push(energy(desk, a));
    blocks.push(heading("Risks found"));
    let risks = a.refs(assessment::RISKS).iter().map(|id| desk.item(*id)).collect();
    blocks.push(list(risks, "No risk of the register is named."));
    if let Some(before) = a.one(assessment::COPIED).and_then(|id| desk.view.records.get(id)) {
        blocks.push(heading(&format!("What differs from {}", before.id)));
        blocks.push(changes(desk, before, a));
    }
    (titled(PaperKind::Impact, a), vec![format!("state of {}", desk.view.today)], blocks)
}

fn approved(desk: Desk, a: &Record) -> String {
    match a.one(assessment::APPROVED_BY) {
        None => "not approved".into(),
        Some(_) => {
            let (by, on) = (desk.person(a, assessment::APPROVED_BY), desk.cell(a, assessment::APPROVED_ON));
            format!("{by}, {}, {on}", a.text(assessment::APPROVED_AS))
        }
    }
}

fn effects(desk: Desk, a: &Record) -> Block {
    let columns: &[Column<&(usize, usize)>] = &[
        ("On", 2, &|(level, _)| assessment::FIELDS[*level].label.to_string()),
        ("Level", 1, &|(level, _)| or(&desk.cell(a, *level), "not rated")),
        ("Why", 5, &|(_, why)| a.text(*why).to_string()),
    ];
    table("Rated apart", RATED.iter(), columns, "Nothing is rated.")
}

fn groups(desk: Desk, a: &Record) -> Block {
    let measures = |g: &Record| desk.view.records.called_all(g.refs(group::MEASURES), " ");
    let columns: &[Column<&Record>] = &[
        ("Group", 2, &|g| g.title().to_string()),
        ("Meets it", 3, &|g| g.text(group::MEETS).to_string()),
        ("Benefit", 3, &|g| g.text(group::BENEFIT).to_string()),
        ("Harm", 3, &|g| g.text(group::HARM).to_string()),
        ("Level", 1, &|g| or(&desk.cell(g, group::LEVEL), "not rated")),
        ("Can object", 2, &|g| g.text(group::OBJECT).to_string()),
        ("Measures", 2, &|g| measures(g)),
    ];
    table("By group", desk.linked(a.id, Kind::Group, group::ASSESSMENT), columns, "No group is named.")
}

/// Each section that has text, under its own name; what its type asks for and that is empty is said.
fn sections(desk: Desk, a: &Record) -> Vec<Block> {
    let wanted = assessment::empty_sections(a);
    let shown = [assessment::CONCLUSION, assessment::CONDITIONS, assessment::NOTES];
    let reasons: Vec<usize> = RATED.iter().map(|(_, why)| *why).collect();
    let mut blocks = Vec::new();
    for (at, field) in assessment::FIELDS.iter().enumerate() {
        let is_section = matches!(field.typ, Type::Long) && !shown.contains(&at) && !reasons.contains(&at);
        if !is_section {
            continue;
        }
        let text = a.text(at);
        if !text.trim().is_empty() {
            blocks.extend([heading(field.label), para(text, "")]);
        } else if wanted.contains(&at) {
            blocks.extend([heading(field.label), note("Nothing has been written yet.")]);
        }
    }
    let data: Vec<String> = a.refs(assessment::DATA_SETS).iter().map(|id| desk.item(*id)).collect();
    if !data.is_empty() {
        blocks.extend([heading("Data sets"), list(data, "")]);
    }
    blocks
}

fn energy(desk: Desk, a: &Record) -> Block {
    let none = "not stated";
    facts([
        ("Energy in kWh a year", or(&desk.cell(a, assessment::ENERGY), none)),
        ("Carbon in kg a year", or(&desk.cell(a, assessment::CARBON), none)),
        ("Figures from", or(a.text(assessment::FIGURE_FROM), none)),
        ("Figures of", or(&desk.cell(a, assessment::FIGURE_OF), none)),
    ])
}

fn changes(desk: Desk, before: &Record, now: &Record) -> Block {
    let columns: &[Column<usize>] = &[
        ("Field", 2, &|f| assessment::FIELDS[*f].label.to_string()),
        ("Before", 4, &|f| desk.cell(before, *f)),
        ("Now", 4, &|f| desk.cell(now, *f)),
    ];
    table("Field by field", differences(before, now), columns, "Nothing differs.")
}
