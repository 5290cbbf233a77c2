pub(crate) mod company;
pub(crate) mod partner_secret;
