//! The use cases that many tests need on the way to their own: each succeeds, unless its result is given back.

use super::{
    Bench,
    rehearsing::{send, start, until},
};
use desk::{
    ActivityRequest, ActivityView, CheckOf, ConnectionRequest, EditRequest, EnvironmentName, ExchangeView,
    FaultRequest, Nothing, PartnerId, PartnerView, PlanView, RecheckRequest, RehearsalStage, RunSummary,
    RunView, SaveOutcome, SaveRequest, TokenName, TokenOutcome, TokenRequest, TokenStoreRequest,
    TokenUsageRequest, TokenUseView, TokensView, UnparsedSecret, WireError,
};
use partner::Field;
use serde_json::Value;

/// Names a partner in a request.
pub(crate) fn of(id: &str) -> PartnerId {
    PartnerId { partner_id: id.to_owned() }
}

/// Every use of every token.
pub(crate) fn all_uses() -> TokenUsageRequest {
    TokenUsageRequest::default()
}

impl Bench {
    pub(crate) async fn fault(&self, name: &str, on: bool) {
        self.desk.app.set_sandbox_fault(FaultRequest { name: name.to_owned(), on }).await.unwrap();
    }

    /// The id of the example partner.
    pub(crate) async fn example(&self) -> String {
        self.desk.app.open_sample(Nothing {}).await.unwrap().id
    }

    /// The same, with its rehearsal played.
    pub(crate) async fn rehearsed_example(&self) -> String {
        let id = self.example().await;
        self.rehearse(&id).await;
        id
    }

    /// The id of a new partner.
    pub(crate) async fn create(&self) -> String {
        self.desk.partners.create(Nothing {}).await.unwrap().id
    }

    pub(crate) async fn open(&self, id: &str) -> PartnerView {
        self.desk.partners.open(of(id)).await.unwrap()
    }

    pub(crate) async fn edit(&self, id: &str, field: Field, value: impl Into<Value>) -> PartnerView {
        let request = EditRequest { partner_id: id.to_owned(), field: field.into(), value: value.into() };
        self.desk.partners.edit(request).await.unwrap()
    }

    pub(crate) async fn undo(&self, id: &str) -> PartnerView {
        self.desk.partners.undo(of(id)).await.unwrap().partner
    }

    pub(crate) async fn redo(&self, id: &str) -> PartnerView {
        self.desk.partners.redo(of(id)).await.unwrap().partner
    }

    pub(crate) async fn connect(
        &self,
        id: &str,
        environment: EnvironmentName,
        company_id: Option<&str>,
    ) -> PartnerView {
        let company_id = company_id.map(str::to_owned);
        let request = ConnectionRequest { partner_id: id.to_owned(), environment, company_id };
        self.desk.connection.set(request).await.unwrap()
    }

    pub(crate) async fn store_token(
        &self,
        id: &str,
        token: TokenName,
        value: &str,
    ) -> Result<TokenOutcome, WireError> {
        let value = UnparsedSecret::new(value.to_owned());
        self.desk.connection.store_token(TokenStoreRequest { partner_id: id.to_owned(), token, value }).await
    }

    /// Takes one from the Sandbox.
    pub(crate) async fn take_token(&self, id: &str, token: TokenName) -> TokenOutcome {
        let request = TokenRequest { partner_id: id.to_owned(), token };
        self.desk.connection.take_sandbox_token(request).await.unwrap()
    }

    pub(crate) async fn tokens(&self, id: &str) -> TokensView {
        self.desk.tokens.view(of(id)).await.unwrap()
    }

    pub(crate) async fn uses(&self, which: TokenUsageRequest) -> Vec<TokenUseView> {
        let ledger = self.desk.tokens.usage(which).await.unwrap();
        assert_eq!(ledger.uses.len(), usize::try_from(ledger.count).unwrap(), "all of them are shown");
        ledger.uses
    }

    /// What a save would do.
    pub(crate) async fn plan(&self, id: &str) -> PlanView {
        self.desk.sync.plan(of(id)).await.unwrap()
    }

    /// Saves what the plan shows.
    pub(crate) async fn save(&self, id: &str) -> Result<SaveOutcome, WireError> {
        let plan = self.plan(id).await;
        self.save_plan(id, &plan.plan_hash).await
    }

    /// Saves what a plan has shown, with no look in between.
    pub(crate) async fn save_plan(&self, id: &str, plan_hash: &str) -> Result<SaveOutcome, WireError> {
        let request = SaveRequest { partner_id: id.to_owned(), plan_hash: plan_hash.to_owned() };
        self.desk.sync.save(request).await
    }

    pub(crate) async fn run(&self, id: &str) -> RunView {
        self.desk.readiness.run(of(id)).await.unwrap()
    }

    /// The run as it stands now.
    /// Plays the rehearsal to its end.
    pub(crate) async fn rehearse(&self, id: &str) {
        let started = start(self, id).await;
        send(self, &started).await;
        until(self, id, |view| view.stage == RehearsalStage::Ended).await;
    }

    pub(crate) async fn latest_run(&self, id: &str) -> RunView {
        self.desk.readiness.view(of(id)).await.unwrap()
    }

    /// Asks one check again, or all that did not hold.
    pub(crate) async fn recheck(&self, id: &str, check_id: Option<&str>) -> RunView {
        let check_id = check_id.map(str::to_owned);
        self.desk.readiness.recheck(RecheckRequest { partner_id: id.to_owned(), check_id }).await.unwrap()
    }

    pub(crate) async fn runs(&self, id: &str) -> Vec<RunSummary> {
        self.desk.readiness.history(of(id)).await.unwrap().runs
    }

    pub(crate) async fn exchanges(&self, id: &str, check_id: &str) -> Vec<ExchangeView> {
        let request = CheckOf { partner_id: id.to_owned(), check_id: check_id.to_owned() };
        self.desk.readiness.exchanges(request).await.unwrap()
    }

    /// The latest first.
    pub(crate) async fn activity(&self) -> Vec<ActivityView> {
        self.desk.app.activity(ActivityRequest::default()).await.unwrap().calls
    }
}
