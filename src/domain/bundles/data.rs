//! Which controls a class of system needs, as data: rules by what is built, bought, offered and used, what raises them,
//! and what is due in which state. Our proposal, not the standard's: risks and the Statement of Applicability decide.

/// A rule for one control: the first case that holds says strength and depth for the four classes, and why.
///
/// Strengths: `m` must, `s` should, `i` if a risk asks for it, `n` not needed, `o` answered by the organisation alone.
/// Depths: `f` full record at the system, `l` light, `d` the organisation's answer is enough.
pub struct BundleRule {
    pub control: &'static str,
    pub cases: &'static [BundleCase],
}

/// When it holds, strengths, depths, the code of the reason.
pub type BundleCase = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
pub static RULES: &[BundleRule] = &[
    BundleRule { control: "A.2.2", cases: &[("always", "oooo", "dddd", "R-ORG")] },
    BundleRule { control: "A.2.3", cases: &[("always", "oooo", "dddd", "R-ORG")] },
    BundleRule { control: "A.2.4", cases: &[("always", "oooo", "dddd", "R-ORG")] },
    BundleRule { control: "A.3.2", cases: &[("always", "mmmm", "llff", "R-OWNER")] },
    BundleRule { control: "A.3.3", cases: &[("always", "oooo", "dddd", "R-ORG")] },
    BundleRule { control: "A.4.2", cases: &[("always", "mmmm", "llff", "R-SHEET")] },
    BundleRule { control: "A.4.3", cases: &[("build all", "smmm", "lfff", "R-DATA-OWN"), ("build part", "smmm", "llff", "R-DATA-PART"), ("build none", "ismm", "ddll", "R-DATA-BOUGHT")] },
    BundleRule { control: "A.4.4", cases: &[("build all", "smmm", "llff", "R-TOOLS"), ("build part", "ismm", "llff", "R-TOOLS"), ("build none", "iism", "ddll", "R-TOOLS-BOUGHT")] },
    BundleRule { control: "A.4.5", cases: &[("build all", "ismm", "dlff", "R-COMPUTE"), ("build part", "ismm", "dllf", "R-COMPUTE"), ("build none", "iism", "ddll", "R-COMPUTE-BOUGHT")] },
    BundleRule { control: "A.4.6", cases: &[("always", "ismm", "dlff", "R-PEOPLE")] },
    BundleRule { control: "A.5.2", cases: &[("always", "oooo", "dddd", "R-ORG")] },
    BundleRule { control: "A.5.3", cases: &[("always", "mmmm", "llff", "R-IA-DOC")] },
    BundleRule { control: "A.5.4", cases: &[("always", "smmm", "llff", "R-IA-PEOPLE")] },
    BundleRule { control: "A.5.5", cases: &[("always", "ismm", "llff", "R-IA-SOC")] },
    BundleRule { control: "A.6.1.2", cases: &[("build all", "ismm", "ddll", "R-DEV-OBJ"), ("build part", "issm", "ddll", "R-DEV-OBJ"), ("build none", "nnnn", "dddd", "R-NO-BUILD")] },
    BundleRule { control: "A.6.1.3", cases: &[("build all", "ismm", "ddlf", "R-DEV-PROC"), ("build part", "issm", "ddll", "R-DEV-PROC"), ("build none", "nnnn", "dddd", "R-NO-BUILD")] },
    BundleRule { control: "A.6.2.2", cases: &[("build all", "smmm", "lfff", "R-REQ"), ("build part", "smmm", "llff", "R-REQ"), ("build none", "ismm", "llff", "R-REQ-BUY")] },
    BundleRule { control: "A.6.2.3", cases: &[("build all", "smmm", "lfff", "R-DESIGN"), ("build part", "ismm", "llff", "R-DESIGN-PART"), ("build none", "nnni", "dddl", "R-DESIGN-BOUGHT")] },
    BundleRule { control: "A.6.2.4", cases: &[("build all", "mmmm", "lfff", "R-TEST"), ("build part", "smmm", "lfff", "R-TEST"), ("build none", "ismm", "llff", "R-TEST-BOUGHT")] },
    BundleRule { control: "A.6.2.5", cases: &[("always", "smmm", "llff", "R-RELEASE")] },
    BundleRule { control: "A.6.2.6", cases: &[("use yes", "smmm", "lfff", "R-RUN"), ("use runs", "smmm", "lfff", "R-RUN"), ("use tests", "ismm", "llff", "R-RUN-TEST"), ("use no", "iiss", "ddll", "R-RUN-NOT")] },
    BundleRule { control: "A.6.2.7", cases: &[("offer yes", "smmm", "lfff", "R-TECHDOC"), ("offer chain", "ismm", "llff", "R-TECHDOC"), ("offer no", "iism", "dlll", "R-TECHDOC-USE")] },
    BundleRule { control: "A.6.2.8", cases: &[("use yes", "ismm", "llff", "R-LOG"), ("use runs", "smmm", "llff", "R-LOG"), ("use tests", "ismm", "llff", "R-LOG"), ("use no", "iism", "dllf", "R-LOG-NOT")] },
    BundleRule { control: "A.7.2", cases: &[("build all", "smmm", "llff", "R-DATA-DEV"), ("build part", "smmm", "llff", "R-DATA-DEV"), ("build none", "nnni", "dddd", "R-NO-BUILD")] },
    BundleRule { control: "A.7.3", cases: &[("build all", "smmm", "llff", "R-DATA-GET"), ("build part", "ismm", "llff", "R-DATA-GET"), ("build none", "iiss", "ddll", "R-DATA-BOUGHT")] },
    BundleRule { control: "A.7.4", cases: &[("build all", "smmm", "lfff", "R-DATA-Q"), ("build part", "smmm", "lfff", "R-DATA-Q"), ("build none", "ismm", "ddll", "R-DATA-INPUT")] },
    BundleRule { control: "A.7.5", cases: &[("build all", "ismm", "llff", "R-PROV"), ("build part", "ismm", "llff", "R-PROV"), ("build none", "iiss", "dddl", "R-DATA-BOUGHT")] },
    BundleRule { control: "A.7.6", cases: &[("build all", "ismm", "llff", "R-PREP"), ("build part", "ismm", "llff", "R-PREP"), ("build none", "nnnn", "dddd", "R-NO-BUILD")] },
    BundleRule { control: "A.8.2", cases: &[("use yes", "smmm", "llff", "R-USERINFO"), ("use runs", "mmmm", "lfff", "R-USERINFO"), ("use tests", "ismm", "llff", "R-USERINFO"), ("use no", "iiss", "dlll", "R-USERINFO-CHAIN")] },
    BundleRule { control: "A.8.3", cases: &[("use yes", "ismm", "ddll", "R-OUTSIDE"), ("use runs", "smmm", "dlff", "R-OUTSIDE"), ("use tests", "iism", "dddl", "R-OUTSIDE"), ("use no", "iiss", "dddd", "R-OUTSIDE")] },
    BundleRule { control: "A.8.4", cases: &[("always", "ismm", "ddlf", "R-INCIDENT")] },
    BundleRule { control: "A.8.5", cases: &[("offer yes", "smmm", "llff", "R-INFO-OWED"), ("offer chain", "ismm", "dlff", "R-INFO-OWED"), ("offer no", "ismm", "dllf", "R-INFO-OWED")] },
    BundleRule { control: "A.9.2", cases: &[("use yes", "ssmm", "ddll", "R-USE"), ("use runs", "ismm", "ddll", "R-USE"), ("use tests", "iiss", "dddl", "R-USE-TEST"), ("use no", "nnnn", "dddd", "R-NO-USE")] },
    BundleRule { control: "A.9.3", cases: &[("use yes", "ismm", "dlff", "R-OVERSIGHT"), ("use runs", "ismm", "dlff", "R-OVERSIGHT"), ("use tests", "iism", "ddll", "R-OVERSIGHT"), ("use no", "nnni", "dddl", "R-NO-USE")] },
    BundleRule { control: "A.9.4", cases: &[("use yes", "mmmm", "llff", "R-INTENDED"), ("use runs", "smmm", "llff", "R-INTENDED"), ("use tests", "iiss", "ddll", "R-INTENDED"), ("use no", "nnni", "dddl", "R-NO-USE")] },
    BundleRule { control: "A.10.2", cases: &[("buy yes or offer yes", "smmm", "dlff", "R-SPLIT"), ("else offer chain", "ismm", "dlff", "R-SPLIT"), ("else", "nnnn", "dddd", "R-SPLIT-NO")] },
    BundleRule { control: "A.10.3", cases: &[("buy yes", "smmm", "llff", "R-SUPPLIER"), ("buy no", "iiss", "ddll", "R-SUPPLIER-PARTS")] },
    BundleRule { control: "A.10.4", cases: &[("offer yes", "smmm", "dlff", "R-CUSTOMER"), ("offer chain", "iism", "ddll", "R-CUSTOMER"), ("offer no", "nnnn", "dddd", "R-NO-CUSTOMER")] },
];

/// Why, by the code of the reason.
#[rustfmt::skip]
pub static REASONS: &[(&str, &str)] = &[
    ("R-ORG", "Answered once for the organisation; nothing is owed at the system but to follow it."),
    ("R-OWNER", "Somebody must answer for this system; from high on also overseer, validator and deputy by name."),
    ("R-SHEET", "Without a sheet nobody knows what the system is made of."),
    ("R-DATA-OWN", "We train or tune: data decides what the system does."),
    ("R-DATA-PART", "Our part of the data (tuning, retrieval, input) is ours to describe."),
    ("R-DATA-BOUGHT", "The supplier holds the data; we ask for origin, rights, quality as far as the class needs it."),
    ("R-TOOLS", "Own parts rest on tools and models whose faults we inherit."),
    ("R-TOOLS-BOUGHT", "Known version and model behind a bought service is enough."),
    ("R-COMPUTE", "Own computing: capacity, place, energy."),
    ("R-COMPUTE-BOUGHT", "Place, service level and energy as the supplier states them."),
    ("R-PEOPLE", "The graver the system, the more the skill of those who run and oversee it matters."),
    ("R-IA-DOC", "At least the screening result is kept, with day and name."),
    ("R-IA-PEOPLE", "Effects on people are looked at for each use; a short form is enough where screening shows little."),
    ("R-IA-SOC", "Effects on society and environment where reach or class makes them real."),
    ("R-DEV-OBJ", "Objectives of responsible development must be found in the work on this system."),
    ("R-DEV-PROC", "The system shows that stages, gates and approvals were followed."),
    ("R-NO-BUILD", "Nothing is developed here for this system; what the supplier does is looked at under A.10.3."),
    ("R-REQ", "What it must do and must not do, with the reason for building."),
    ("R-REQ-BUY", "Requirements become criteria for choosing and for acceptance."),
    ("R-DESIGN", "Choices must be traceable to those who change or judge it later."),
    ("R-DESIGN-PART", "Design of own parts and of how bought parts are joined."),
    ("R-DESIGN-BOUGHT", "Design is the supplier's; only where safety rests on it do we need his description."),
    ("R-TEST", "No release without criteria met for this use."),
    ("R-TEST-BOUGHT", "General scores do not show fitness for our use: acceptance test."),
    ("R-RELEASE", "Going live is a decision with conditions; short for low class."),
    ("R-RUN", "We run it: measures, limits, repair, update."),
    ("R-RUN-TEST", "Builders watch what reaches them from use."),
    ("R-RUN-NOT", "We do not run it; agree who tells us what."),
    ("R-TECHDOC", "Those we hand it to and authorities need documents."),
    ("R-TECHDOC-USE", "Keep the supplier's papers and our own set-up."),
    ("R-LOG", "Tracing results needs logs while it is in use; law can ask for more."),
    ("R-LOG-NOT", "Only where our part produces events that others need."),
    ("R-DATA-DEV", "Data for development needs set processes."),
    ("R-DATA-GET", "Source and rights of own data sets."),
    ("R-DATA-Q", "Quality limits decide whether a run counts."),
    ("R-DATA-INPUT", "Input we feed into a bought system must fit it."),
    ("R-PROV", "Trail from source to model."),
    ("R-PREP", "Cleaning and labels shape results."),
    ("R-USERINFO", "Users must know purpose, limits, oversight, contact."),
    ("R-USERINFO-CHAIN", "Hand on what users will need."),
    ("R-OUTSIDE", "People hurt by it must find a way to say so."),
    ("R-INCIDENT", "Whom to tell, how fast, differs per system."),
    ("R-INFO-OWED", "Law and contracts name what is owed for this class and role."),
    ("R-USE", "Use is approved under rules."),
    ("R-USE-TEST", "Only test use."),
    ("R-NO-USE", "We do not use it ourselves."),
    ("R-OVERSIGHT", "People must be able to overrule and stop, and have tried."),
    ("R-INTENDED", "Use stays within purpose and instructions."),
    ("R-SPLIT", "Several parties share the life of this system."),
    ("R-SPLIT-NO", "Own system for own use: nobody to share with."),
    ("R-SUPPLIER", "Parts or the whole come from outside."),
    ("R-SUPPLIER-PARTS", "Even own systems rest on open models, libraries, cloud: looked at where the class asks."),
    ("R-CUSTOMER", "Others rely on what we supply."),
    ("R-NO-CUSTOMER", "No customer of ours gets this system."),
    ("R-TREATS", "It treats a risk of this system."),
];

/// Reasons that no trait of a system changes: nothing is built, used, sold or shared here.
pub static STRUCTURAL: &[&str] = &["R-NO-BUILD", "R-NO-USE", "R-NO-CUSTOMER", "R-SPLIT-NO"];

/// What origin and role mean: origin, role, what of it we build, buy, offer, and who runs it.
#[rustfmt::skip]
pub static FACETS: &[[&str; 6]] = &[
    ["in_house", "provider", "all", "no", "yes", "runs"],
    ["in_house", "producer", "all", "no", "chain", "tests"],
    ["in_house", "customer", "all", "no", "no", "yes"],
    ["in_house", "partner", "all", "no", "yes", "no"],
    ["external", "provider", "none", "yes", "yes", "runs"],
    ["external", "producer", "part", "yes", "chain", "tests"],
    ["external", "customer", "none", "yes", "no", "yes"],
    ["external", "partner", "none", "yes", "yes", "no"],
    ["both", "provider", "part", "yes", "yes", "runs"],
    ["both", "producer", "part", "yes", "chain", "tests"],
    ["both", "customer", "part", "yes", "no", "yes"],
    ["both", "partner", "part", "yes", "yes", "no"],
];

/// What raises controls by one step where it holds: its code, when, why, the controls.
#[rustfmt::skip]
pub static MODIFIERS: &[(&str, &str, &str, &[&str])] = &[
    ("PERSONAL", "personal data is used", "Rights of people and law on their data.", &["A.4.3", "A.5.4", "A.7.2", "A.7.3"]),
    ("DECIDES", "it decides alone, or a person decides on its advice, about people", "People must be told, heard and protected; decisions traced.", &["A.5.4", "A.6.2.8", "A.8.2", "A.8.3", "A.9.3"]),
    ("GENERATIVE", "it makes text, pictures, sound or code", "Made-up facts, rights of others, unmarked content.", &["A.6.2.4", "A.8.2", "A.9.2", "A.9.4"]),
    ("AGENT", "an agent acts with tools", "Acts have effect at once; tools come from others.", &["A.4.4", "A.6.2.6", "A.6.2.8", "A.9.3", "A.10.3"]),
    ("OPEN", "outsiders can put something in or see results", "Attack and public effect.", &["A.6.2.4", "A.6.2.6", "A.8.2", "A.8.3"]),
    ("LEARNS", "it learns while in use or is retrained often", "Tests grow old by themselves.", &["A.6.2.4", "A.6.2.6", "A.7.4", "A.7.5"]),
    ("HR-P", "high-risk under AI law and we are provider of it", "Law asks it of the provider, whatever the class.", &["A.5.3", "A.5.4", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.6.2.7", "A.6.2.8", "A.7.2", "A.7.3", "A.7.4", "A.8.2", "A.8.4", "A.8.5", "A.9.3", "A.10.2", "A.10.3"]),
    ("HR-D", "high-risk under AI law and we are deployer of it", "Law asks it of the deployer, whatever the class.", &["A.4.6", "A.5.3", "A.5.4", "A.6.2.6", "A.6.2.8", "A.7.4", "A.8.2", "A.8.4", "A.8.5", "A.9.3", "A.9.4", "A.10.2", "A.10.3"]),
    ("TRANSPARENT", "transparency duties under AI law", "Tell people, mark content.", &["A.8.2", "A.8.5"]),
    ("VULNERABLE", "children or others who need protection meet it", "Harm is graver and harder to contest.", &["A.5.4", "A.5.5", "A.8.2", "A.9.3"]),
    ("SAFETY", "a failure can hurt people or things", "Safe state, tested stop, fast notice.", &["A.4.5", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.8.4", "A.9.3"]),
];

/// What is due in which state of a system, in the order of the states.
#[rustfmt::skip]
pub static DUE: [&[&str]; 6] = [
    &["A.4.2", "A.3.2"],
    &["A.4.2", "A.3.2", "A.5.3", "A.5.4", "A.6.2.2"],
    &["A.3.2", "A.4.2", "A.4.3", "A.4.4", "A.4.5", "A.4.6", "A.5.3", "A.5.4", "A.5.5", "A.6.1.2", "A.6.1.3", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6", "A.10.2", "A.10.3"],
    &["A.3.2", "A.4.2", "A.4.3", "A.4.4", "A.4.5", "A.4.6", "A.5.3", "A.5.4", "A.5.5", "A.6.1.2", "A.6.1.3", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.6.2.7", "A.6.2.8", "A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6", "A.8.2", "A.8.3", "A.8.4", "A.8.5", "A.9.2", "A.9.3", "A.9.4", "A.10.2", "A.10.3"],
    &["A.3.2", "A.4.2", "A.4.3", "A.4.4", "A.4.5", "A.4.6", "A.5.3", "A.5.4", "A.5.5", "A.6.1.2", "A.6.1.3", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.6.2.7", "A.6.2.8", "A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6", "A.8.2", "A.8.3", "A.8.4", "A.8.5", "A.9.2", "A.9.3", "A.9.4", "A.10.2", "A.10.3", "A.10.4"],
    &["A.4.2", "A.5.3", "A.6.2.8", "A.8.5"],
];
