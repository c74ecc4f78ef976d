//! Components of systems: agents, tools, tool servers, interfaces, services, stages of a pipeline (A.4.4, A.6.2, A.9).

use super::prelude::*;

choices! {
    Type TYPES {
        Agent = choice("agent", "agent", 'a').alias(&["ai agent"]),
        Tool = choice("tool", "tool", 't').alias(&["function"]),
        Server = choice("tool_server", "tool server (MCP)", 'm').alias(&["mcp", "mcp server", "tool server"]),
        Interface = choice("interface", "interface", 'i').alias(&["api", "ui"]),
        Service = choice("service", "service", 's'),
        Stage = choice("stage", "pipeline stage", 'p').alias(&["stage", "pipeline"]),
    }
}
choices! {
    /// How far an agent acts by itself.
    Autonomy AUTONOMY_WORDS {
        Suggests = choice("suggests", "suggests", 's').alias(&["advises"]),
        Asks = choice("asks", "acts after a yes", 'y').alias(&["acts after yes", "with approval"]),
        Alone = choice("alone", "acts alone", 'a').alias(&["autonomous", "alone"]).tone(Tone::Warn),
    }
}

fields! {
    NAME = Field::line("name", "Name").column(26).alias(&["component", "title", "agent", "tool"]),
    TYPE = Field::choice("type", "Type", TYPES).column(16).alias(&["kind", "component type"]),
    STATE = Field::choice("state", "State", LIFE_WORDS).column(14).alias(&["status"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["responsible"]),
    WEIGHT = Field::choice("criticality", "How critical", LEVEL_WORDS).column(8).head("Critical").alias(&["criticality"]),
    LATE = progress::LATE.head("Review by"),
    USES = Field::many("uses", "Uses", &[Kind::Component, Kind::Model, Kind::DataSet]).column(14).alias(&["tools", "depends on"]),
    SUPPLIER = Field::one("supplier", "Supplier", &[Kind::Supplier]).alias(&["vendor", "provider"]),
    VERSION = Field::line("version", "Version"),
    BEHALF = Field::line("on_behalf", "Acts on behalf of").alias(&["on behalf of", "identity"]),
    AUTONOMY = Field::choice("autonomy", "How far alone", AUTONOMY_WORDS).alias(&["autonomy"]),
    MAY = Field::long("may", "May do").alias(&["permissions", "allowed"]),
    MAY_NOT = Field::long("may_not", "May not do").alias(&["forbidden"]),
    STOPPER = Field::one("stopped_by", "Who can stop it", &[Kind::Person]).alias(&["stopped by", "overseer"]),
    STOP = Field::long("how_stopped", "How it is stopped").alias(&["kill switch", "stop"]),
    TRIED = Field::date("stop_tried", "Stop last tried").alias(&["stop tested"]),
    ORDER = Field::number("stage_order", "Order", 1, 999),
    GATE = Field::line("gate", "Gate").help("What has to be met before the next stage begins.").alias(&["gate", "exit criteria"]),
    PROOF = Field::many("gate_proof", "Proof of the gate", &[Kind::Evidence]).alias(&["evidence"]),
    REVIEW = Field::date("next_review", "Next review").alias(&["review date"]),
    EXTERNAL_REF = Field::line("external_ref", "Reference elsewhere").alias(&["id", "ref_id", "asset id"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks", "description"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Component,
    prefix: "CO",
    table: "component",
    name: "component",
    plural: "components",
    help: "Agents, tools, tool servers, interfaces, services and pipeline stages of AI systems.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    holds: Some(REVIEW),
    state: Some(STATE),
    reference: Some(EXTERNAL_REF),
    presets: &[
        Preset {
            name: "agents",
            holds: is_agent,
            counted: Counting::Named,
            starts: &[(TYPE, StartValue::Word(Type::Agent as u8))],
        },
        Preset {
            name: "pipeline stages",
            holds: is_stage,
            counted: Counting::Named,
            starts: &[(TYPE, StartValue::Word(Type::Stage as u8))],
        },
        Preset { name: "components", holds: |c| !is_agent(c) && !is_stage(c), counted: Counting::Named, starts: &[] },
    ],
    detail: |view, component| view.cell(component, TYPE),
    compared: true,
    named: true,
    imports: Some('n'),
    sections: &[
        Section::new("What it stands on", USES),
        Section::new("The agent", BEHALF).when(TYPE, &[Type::Agent as u8]),
        Section::new("The stage", ORDER).when(TYPE, &[Type::Stage as u8]),
        Section::new("More", REVIEW),
    ],
    keeps: Some(NOTES),
    angles: &["technical"],
    clause: "8.1",
    ..Spec::BASE
};

pub fn is_agent(component: &Record) -> bool {
    Type::of(component, TYPE) == Some(Type::Agent)
}
pub fn is_stage(component: &Record) -> bool {
    Type::of(component, TYPE) == Some(Type::Stage)
}
