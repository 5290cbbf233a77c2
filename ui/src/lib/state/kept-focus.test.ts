/** Where the focus goes when the element that has it goes. */
import { focusField, isFocusLost, keepFocus } from './focus';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const PAGE = `
  <nav><button id="elsewhere">Details</button></nav>
  <main id="main">
    <h1 id="title" tabindex="-1">Partners</h1>
    <div role="alert" id="alert"><button id="close">Close</button></div>
    <div><ul id="rows">
      <li id="a"><button id="open-a">A</button><button id="remove-a">Remove</button></li>
      <li id="b"><button id="open-b">B</button><button id="remove-b">Remove</button></li>
      <li id="c"><button id="open-c">C</button><button id="remove-c">Remove</button></li>
    </ul>
    <section id="section"><h2 id="heading">Check</h2><p id="text">Text</p><div><button id="try">Try</button></div></section></div>
  </main>
  <footer><button id="undo">Undo</button></footer>`;

const get = (id: string) => document.getElementById(id) as HTMLElement;
const at = () => document.activeElement?.id;
const pause = () => new Promise((resume) => setTimeout(resume, 50));
const goesTo = (id: string) => vi.waitFor(() => expect(at()).toBe(id));

beforeEach(() => {
  document.body.replaceChildren();
  document.body.insertAdjacentHTML('beforeend', PAGE);
  onTestFinished(keepFocus());
});

/** Has the focus on one element for a moment, then removes it, or what it stands in. */
async function gone(focused: string, removed = focused): Promise<void> {
  get(focused).focus();
  await pause();
  get(removed).remove();
}

describe('the focus', () => {
  it.each([
    ['remove-a', 'a', 'open-b', 'the next row'],
    ['open-c', 'c', 'open-b', 'the row before, after the last one'],
    ['open-b', 'open-b', 'remove-b', 'what stands beside it'],
    ['try', 'try', 'heading', 'the heading of its section, where nothing is beside it'],
    ['open-a', 'rows', 'heading', 'the next section'],
    ['undo', 'undo', 'title', 'the title, from a place that is not on the page'],
  ])('of %s goes, when %s is removed, to %s: %s', async (focused, removed, goal) => {
    await gone(focused, removed);
    await goesTo(goal);
  });

  it('goes to what has taken the place of a button', async () => {
    get('try').focus();
    get('try').outerHTML = '<button id="again">Try again</button>';
    await goesTo('again');
  });

  it('goes back to where the person came from when an error is closed', async () => {
    get('remove-b').focus();
    await gone('close');
    await goesTo('remove-b');
  });

  it('goes back to the page from the frame around it', async () => {
    get('open-b').focus();
    await gone('undo');
    await goesTo('open-b');
  });

  it('follows an element that is only moved', async () => {
    get('open-a').focus();
    get('rows').append(get('a'));
    await goesTo('open-a');
  });

  it('stays nowhere when the person has left it for nothing', async () => {
    get('open-a').focus();
    get('open-a').blur();
    await pause();
    get('a').remove();
    await pause();
    expect(document.activeElement).toBe(document.body);
  });

  it('is left where a page has put it', async () => {
    await gone('open-a', 'a');
    get('open-c').focus();
    await pause();
    expect(at()).toBe('open-c');
  });
});

describe('a place that was found for it', () => {
  it('gives way to the one that the page means', async () => {
    await gone('try');
    await goesTo('heading');
    expect(isFocusLost()).toBe(true);
    focusField();
    expect(isFocusLost()).toBe(false);
  });

  it('is the person’s own once they go on from it', async () => {
    await gone('try');
    await goesTo('heading');
    get('heading').dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
    expect(isFocusLost()).toBe(false);
  });
});
