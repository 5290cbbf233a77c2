//! `contract`: the calls as a file for developers.

use crate::{
    Failure,
    arguments::{ContractArguments, ContractFormatArgument},
    output, profile,
};
use desk::{ContractFormat, Draft, contract_file};

/// Writes the file to standard output.
pub(crate) async fn run(arguments: ContractArguments) -> Result<u8, Failure> {
    let format = match arguments.format {
        ContractFormatArgument::Openapi => ContractFormat::OpenApi,
        ContractFormatArgument::Hurl => ContractFormat::Hurl,
        ContractFormatArgument::Postman => ContractFormat::Postman,
    };
    let (draft, company_id) = match &arguments.file {
        Some(path) => {
            let file = profile::read_file(path)?;
            (file.draft, file.company_id)
        }
        None => (Draft::default(), String::new()),
    };
    output::say(contract_file(&draft, &company_id, format).trim_end().to_owned()).await?;
    Ok(0)
}
