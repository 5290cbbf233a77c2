// Shows the page again once the candidate's reports have changed.
const sent = document.querySelector('[data-sent]');
const seen = sent?.dataset.reports;
const look = async () => {
  try {
    const answer = await fetch(`/_recruiter/send/${sent.dataset.sent}`);
    // It isn't remembered any more: nothing will change.
    if (!answer.ok) return;
    const told = await answer.json();
    if (JSON.stringify(told.reports) !== JSON.stringify(JSON.parse(seen))) {
      location.reload();
      return;
    }
  } catch {
    // The Sandbox was stopped, say: the next look may succeed.
  }
  setTimeout(look, 1000);
};
if (sent) setTimeout(look, 500);
