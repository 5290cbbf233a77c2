//! Any mixture of edits, undo, redo, changes by others, saves, cut connections, decisions and restarts ends
//! where a model of a few lines says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::{fields, of};
use desk::{ErrorCode, ResolveRequest, SaveRequest, Take, UrlField};
use partner::Field;
use proptest::prelude::*;
use recruitee::{Cut, World};
use serde_json::json;
use std::collections::BTreeMap;

const FIELDS: [Field; 3] = [Field::Name, Field::Description, Field::Url(UrlField::Tests)];

#[derive(Debug, Clone)]
enum Act {
    Edit(usize, u8),
    Undo,
    Redo,
    Others(usize, u8),
    /// Looks, decides every conflict for this side or the other, and saves; the connection is cut there.
    Save(bool, Option<Cut>),
    Revert,
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    let cut = prop::option::weighted(0.4, prop::sample::select(Cut::ALL[1..].to_vec()));
    prop_oneof![
        6 => (0usize..3, 0u8..4).prop_map(|(field, value)| Act::Edit(field, value)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        3 => (0usize..3, 0u8..4).prop_map(|(field, value)| Act::Others(field, value)),
        4 => (any::<bool>(), cut).prop_map(|(mine, cut)| Act::Save(mine, cut)),
        1 => Just(Act::Revert),
        1 => Just(Act::Restart),
    ]
}

fn text(field: usize, value: u8) -> String {
    match FIELDS[field] {
        Field::Url(_) => format!("https://t{value}.example/"),
        field => format!("{} {value}", field.path()),
    }
}

type Texts = BTreeMap<Field, String>;

/// What is expected: drafts along the line of undo, the server, and what both had in common.
struct Model {
    line: Vec<Texts>,
    place: usize,
    server: Texts,
    base: Texts,
    /// The last save: what the server held before it, and the fields that were sent.
    last: Option<(Texts, Vec<Field>)>,
}

impl Model {
    fn draft(&self) -> &Texts {
        &self.line[self.place]
    }

    fn step(&mut self, draft: Texts) {
        if draft != *self.draft() {
            self.line.truncate(self.place + 1);
            self.line.push(draft);
            self.place += 1;
        }
    }

    /// Looks at the server: what it alone has changed is one step; gives what is to be decided.
    fn look(&mut self) -> Vec<Field> {
        let (mut draft, mut conflicts) = (self.draft().clone(), Vec::new());
        for field in FIELDS {
            let (mine, theirs, base) = (&self.draft()[&field], &self.server[&field], &self.base[&field]);
            if theirs == base || mine == theirs {
                self.base.insert(field, theirs.clone());
            } else if mine == base {
                draft.insert(field, theirs.clone());
                self.base.insert(field, theirs.clone());
            } else {
                conflicts.push(field);
            }
        }
        self.step(draft);
        conflicts
    }

    fn decide(&mut self, conflicts: &[Field], mine: bool) {
        for &field in conflicts {
            let theirs = self.server[&field].clone();
            if !mine {
                let mut draft = self.draft().clone();
                draft.insert(field, theirs.clone());
                self.step(draft);
            }
            self.base.insert(field, theirs);
        }
    }

    fn save(&mut self, arrives: bool) {
        let sent: Vec<Field> =
            FIELDS.into_iter().filter(|field| self.draft()[field] != self.server[field]).collect();
        if arrives && !sent.is_empty() {
            self.last = Some((self.server.clone(), sent));
            self.server = self.draft().clone();
            self.base = self.server.clone();
        }
    }
}

impl World {
    async fn begin() -> (Self, Model) {
        let world = Self::new().await;
        let mut texts = Texts::new();
        for (place, field) in FIELDS.into_iter().enumerate() {
            world.bench.edit(&world.id, field, text(place, 0)).await;
            texts.insert(field, text(place, 0));
        }
        assert!(world.bench.save(&world.id).await.unwrap().is_saved);
        let model =
            Model { line: vec![texts.clone()], place: 0, server: texts.clone(), base: texts, last: None };
        (world, model)
    }

    fn others_change(&self, field: Field, value: &str) {
        match field {
            Field::Url(address) => self.recruitee.change_url(address.key(), value),
            field => self.recruitee.change(field.path(), json!(value)),
        }
    }

    async fn draft(&self) -> Texts {
        let view = self.view().await;
        FIELDS.into_iter().zip([view.name, view.description, view.tests]).collect()
    }

    fn server(&self) -> Texts {
        let held = |field: Field| match field {
            Field::Url(address) => self.recruitee.url(address.key()),
            field => self.recruitee.member(field.path()),
        };
        FIELDS.into_iter().map(|field| (field, held(field).as_str().unwrap().to_owned())).collect()
    }

    async fn act(mut self, model: &mut Model, act: &Act) -> Self {
        match act {
            Act::Edit(field, value) => {
                let (field, value) = (FIELDS[*field], text(*field, *value));
                let mut draft = model.draft().clone();
                self.bench.edit(&self.id, field, value.as_str()).await;
                draft.insert(field, value);
                model.step(draft);
            }
            Act::Undo if model.place > 0 => {
                self.bench.undo(&self.id).await;
                model.place -= 1;
            }
            Act::Redo => {
                self.bench.redo(&self.id).await;
                model.place = (model.place + 1).min(model.line.len() - 1);
            }
            Act::Undo => {}
            Act::Others(field, value) => {
                let (field, value) = (FIELDS[*field], text(*field, *value));
                self.others_change(field, &value);
                model.server.insert(field, value);
            }
            Act::Save(mine, cut) => self.save(model, *mine, *cut).await,
            Act::Revert => self.revert(model).await,
            Act::Restart => self = self.restart(),
        }
        self
    }

    async fn save(&self, model: &mut Model, mine: bool, cut: Option<Cut>) {
        let mut plan = self.bench.plan(&self.id).await;
        let conflicts = model.look();
        assert_eq!(fields(&plan.conflicts), conflicts);
        model.decide(&conflicts, mine);
        for field in &conflicts {
            let request = ResolveRequest {
                partner_id: self.id.clone(),
                field: (*field).into(),
                take: if mine { Take::Mine } else { Take::Theirs },
                value: None,
                plan_hash: plan.plan_hash,
            };
            plan = self.bench.desk.sync.resolve(request).await.unwrap();
        }
        let differ: Vec<Field> =
            FIELDS.into_iter().filter(|field| model.draft()[field] != model.server[field]).collect();
        assert_eq!(fields(&plan.changes), differ, "what is shown is what will be sent");
        let writes = self.recruitee.carried_out("PATCH");
        let arrives = cut.is_none_or(Cut::arrives);
        if let Some(cut) = cut {
            self.recruitee.cut("PATCH", cut);
        }
        let said = self.bench.save_plan(&self.id, &plan.plan_hash).await.unwrap();
        self.recruitee.clear_up();
        let is_sent = !differ.is_empty();
        assert_eq!(said.is_saved, !is_sent || arrives, "{}", said.news);
        assert_eq!(self.recruitee.carried_out("PATCH") - writes, usize::from(is_sent && arrives));
        model.save(arrives);
    }

    async fn revert(&self, model: &mut Model) {
        let plan = self.bench.desk.sync.plan_revert(of(&self.id)).await;
        model.look();
        let Some((before, sent)) = model.last.clone() else {
            assert_eq!(plan.unwrap_err().code, ErrorCode::RevertNothingSaved);
            return;
        };
        let plan = plan.unwrap();
        let differ: Vec<Field> =
            sent.into_iter().filter(|field| before[field] != model.server[field]).collect();
        assert_eq!(fields(&plan.rows), differ);
        if differ.is_empty() {
            return;
        }
        let request = SaveRequest { partner_id: self.id.clone(), plan_hash: plan.plan_hash };
        assert!(self.bench.desk.sync.revert(request).await.unwrap().is_saved);
        let held = model.server.clone();
        for field in &differ {
            model.server.insert(*field, before[field].clone());
        }
        for field in &differ {
            // What is still to be decided elsewhere stays so.
            model.base.insert(*field, model.server[field].clone());
        }
        model.last = Some((held, differ));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn any_interleaving_ends_where_the_model_says(acts in prop::collection::vec(act(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let (mut world, mut model) = World::begin().await;
            for act in &acts {
                world = world.act(&mut model, act).await;
                assert_eq!(world.draft().await, *model.draft(), "the draft after {act:?}");
                assert_eq!(world.server(), model.server, "the server after {act:?}");
            }
            let count = world.recruitee.carried_out("POST");
            assert_eq!(count, 1, "registered once");
        });
    }
}
