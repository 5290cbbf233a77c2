/** The square of the logo by hand: keys, wheel, drag, the divider, and the numbers beside it. */
import Logo from './Logo.svelte';
import { REST } from './placing.svelte';
import { axeFindsNothing, changes, layOut, outcome, shows, svg, view } from './testing';
import type { LogoOutcome, LogoPlacement, StartView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { fireEvent, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 20_000 });
let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
// The preview has tests of its own.
vi.mock('$lib/parts/preview/Preview.svelte', () => ({ default: () => undefined }));

const square = () => screen.getByRole('application', { name: 'Position of the drawing' });
const drawing = () => screen.getByTestId('drawing');
const shown = () => drawing().style.transform;
const transform = (x: number, y: number, scale = 1) => `translate(${x}%, ${y}%) scale(${scale})`;
const still = transform(0, 0);
const place = (changes: Partial<LogoPlacement> = {}): LogoPlacement => ({
  padding: null,
  zoom: 1,
  shift_x: 0,
  shift_y: 0,
  ...changes,
});
const placed = (changes: Partial<LogoPlacement>) => ({ kind: 'place', placement: place(changes) });
const rested = () => new Promise((resume) => setTimeout(resume, REST + 100));
const atOnce = () => new Promise((resume) => setTimeout(resume, 0));
const pictureIsThere = () => fireEvent.load(drawing().querySelector('img') as HTMLImageElement);
const compare = () => screen.getByRole<HTMLInputElement>('slider', { name: /Compare before and after/ });

/** A core that answers when a test says so. */
let answers: ((made: LogoOutcome) => void)[];
const begun = async (told = view()) => {
  await shows(Logo, desk, told, { logo_change: () => new Promise((answer) => answers.push(answer)) });
  square().focus();
};

beforeEach(() => {
  answers = [];
  desk = new Desk();
  desk.app.start = { is_read_only: false, max_logo_bytes: 100 } as StartView;
});

describe('by keyboard', () => {
  it('the square says which keys it knows', async () => {
    await begun();
    const keys = document.getElementById(square().getAttribute('aria-describedby') ?? '')?.textContent;
    expect(keys).toContain('move it with the arrow keys. Hold Shift for bigger steps.');
    expect(square().tabIndex).toBe(0);
  });

  it('the drawing moves at once, and several presses are one change', async () => {
    await begun();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}');
    expect(shown()).toBe(transform(2, 1));
    await userEvent.keyboard('{Shift>}{ArrowLeft}{ArrowUp}{/Shift}');
    expect(shown()).toBe(transform(-3, -4));
    await rested();
    expect(changes()).toEqual([placed({ shift_x: -0.03, shift_y: -0.04 })]);
    await axeFindsNothing();
  });

  it('plus and minus zoom within the limits, and 0 resets the place', async () => {
    await begun(view({ placement: place({ zoom: 7.9, padding: 0.1, shift_x: 0.4 }) }));
    await userEvent.keyboard('++');
    await rested();
    await userEvent.keyboard('0');
    await rested();
    await userEvent.keyboard('-');
    await rested();
    expect(changes()).toEqual([
      placed({ padding: 0.1, zoom: 8, shift_x: 0.4 }),
      placed({ padding: 0.1 }),
      placed({ padding: 0.1, zoom: 0.9091 }),
    ]);
  });

  it('keys of the window are not its own', async () => {
    await begun();
    await userEvent.keyboard('{Control>}+0-{ArrowLeft}{/Control}{Alt>}{ArrowLeft}{/Alt}x');
    expect(shown()).toBe(still);
  });

  it('the drawing goes no farther than the limit', async () => {
    await begun(view({ placement: place({ shift_x: 0.98 }) }));
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    await rested();
    expect(changes()).toEqual([placed({ shift_x: 1 })]);
  });

  it('an older answer doesn’t move the drawing back, nor does one that is not drawn yet', async () => {
    await begun();
    await userEvent.keyboard('{ArrowRight}');
    await rested();
    await userEvent.keyboard('{ArrowRight}');
    const made = outcome({ logo: svg('one'), placement: place({ shift_x: 0.01 }) });
    answers[0]?.(made);
    await vi.waitFor(() => expect(desk.partner.view?.logo).toBe(svg('one')));
    expect(shown(), 'the former picture still stands there').toBe(transform(2, 0));
    await pictureIsThere();
    expect(shown()).toBe(transform(1, 0));
    await rested();
    answers[1]?.(outcome({ revision: 3, logo: svg('two'), placement: place({ shift_x: 0.02 }) }));
    await vi.waitFor(() => expect(desk.partner.view?.logo).toBe(svg('two')));
    await pictureIsThere();
    expect(shown()).toBe(still);
    expect(changes()).toEqual([placed({ shift_x: 0.01 }), placed({ shift_x: 0.02 })]);
  });

  it('what was placed is sent when the person goes to another page at once', async () => {
    await begun();
    await userEvent.keyboard('{ArrowRight}');
    desk.partner.view = null;
    await vi.waitFor(() => expect(changes()).toEqual([placed({ shift_x: 0.01 })]));
  });
});

describe('by wheel', () => {
  it('the drawing is zoomed in one change once the square has the focus, or with a pinch', async () => {
    await begun();
    await fireEvent.wheel(square(), { deltaY: -100 });
    await fireEvent.wheel(square(), { deltaY: -100 });
    await rested();
    expect(changes()).toEqual([placed({ zoom: 1.2214 })]);
    square().blur();
    expect(await fireEvent.wheel(square(), { deltaY: -100 }), 'the page scrolls').toBe(true);
    expect(await fireEvent.wheel(square(), { deltaY: 100, ctrlKey: true })).toBe(false);
    await rested();
    expect(changes().slice(1)).toEqual([placed({ zoom: 1.1052 })]);
  });
});

describe('by pointer', () => {
  const down = (at: { clientX: number; clientY: number }, on = square()) =>
    fireEvent.pointerDown(on, { ...at, button: 0, isPrimary: true, pointerId: 1 });
  const move = (at: { clientX: number; clientY: number }, on = square()) => fireEvent.pointerMove(on, at);

  it.each(['mouse', 'pen', 'touch'])(
    'a %s drags the drawing, and one change is sent',
    async (pointerType) => {
      await begun();
      layOut();
      const at = { clientX: 50, clientY: 50, pointerType };
      await down(at);
      await move({ clientX: 60, clientY: 50 });
      await move({ clientX: 90, clientY: 30 });
      expect(shown()).toBe(transform(20, -10));
      expect(changes()).toEqual([]);
      await fireEvent.pointerUp(square());
      await vi.waitFor(() => expect(changes()).toEqual([placed({ shift_x: 0.2, shift_y: -0.1 })]));
      await move({ clientX: 0, clientY: 0 });
      await rested();
      expect(changes()).toHaveLength(1);
    },
  );

  it('a click moves nothing, and gives the square the focus', async () => {
    await begun();
    layOut();
    square().blur();
    await down({ clientX: 50, clientY: 50 });
    await move({ clientX: 51, clientY: 51 });
    await fireEvent.pointerUp(square());
    await rested();
    expect([changes(), document.activeElement]).toEqual([[], square()]);
  });

  it.each(['Escape', 'a canceled touch'])('a drag is taken back by %s', async (how) => {
    await begun();
    layOut();
    await down({ clientX: 50, clientY: 50 });
    await move({ clientX: 150, clientY: 50 });
    expect(shown()).toBe(transform(50, 0));
    if (how === 'Escape') await userEvent.keyboard('{Escape}');
    else await fireEvent.pointerCancel(square());
    expect(shown()).toBe(still);
    await move({ clientX: 90, clientY: 50 });
    await fireEvent.pointerUp(square());
    await rested();
    expect([shown(), changes()]).toEqual([still, []]);
  });

  it('the divider is dragged by its handle, which leaves the drawing where it is', async () => {
    await begun();
    layOut();
    const handle = screen.getByTestId('divider');
    await down({ clientX: 100, clientY: 190 }, handle);
    await move({ clientX: 30, clientY: 190 }, handle);
    expect([compare().value, handle.style.left, shown()]).toEqual(['15', '15%', still]);
    await move({ clientX: -80, clientY: 190 }, handle);
    expect(compare().getAttribute('aria-valuetext')).toBe('0% original');
    await fireEvent.pointerUp(handle);
    await move({ clientX: 100, clientY: 190 }, handle);
    await rested();
    expect([compare().value, changes()]).toEqual(['0', []]);
  });

  it('a drag of the drawing leaves the divider where it is', async () => {
    await begun();
    layOut();
    await down({ clientX: 100, clientY: 50 });
    await move({ clientX: 150, clientY: 50 });
    expect(compare().value).toBe('50');
  });
});

describe('by numbers', () => {
  const slider = (name: string) => screen.getByRole<HTMLInputElement>('slider', { name });

  it('a slider shows its value at once, and sends it when it is let go', async () => {
    await begun();
    const zoom = slider('Zoom');
    await fireEvent.input(zoom, { target: { value: '1.5' } });
    await fireEvent.input(zoom, { target: { value: '2' } });
    expect([shown(), zoom.getAttribute('aria-valuetext')]).toEqual([transform(0, 0, 2), '200%']);
    expect(changes()).toEqual([]);
    await fireEvent.change(zoom);
    await atOnce();
    expect(changes()).toEqual([placed({ zoom: 2 })]);
    await rested();
    expect(changes()).toHaveLength(1);
  });

  it.each([
    ['Move right', { shift_x: 0.25 }],
    ['Move down', { shift_y: 0.25 }],
    ['Space around the drawing', { padding: 0.25 }],
  ])('%s is one of them', async (name, expected) => {
    await begun();
    await fireEvent.input(slider(name), { target: { value: '0.25' } });
    await fireEvent.change(slider(name));
    await vi.waitFor(() => expect(changes()).toEqual([placed(expected)]));
  });

  it('the file’s own frame comes back, and says when it is there', async () => {
    await begun(view({ placement: place({ padding: 0.1 }) }));
    const frame = screen.getByRole('button', { name: 'As in the file' });
    expect(frame.getAttribute('aria-pressed')).toBe('false');
    await fireEvent.click(frame);
    await atOnce();
    expect(changes()).toEqual([placed({ padding: null })]);
    expect(frame.getAttribute('aria-pressed')).toBe('true');
  });
});

describe('the background', () => {
  const pressed = () =>
    screen
      .getAllByRole('button', { pressed: true })
      .map((button) => button.getAttribute('aria-label') ?? button.textContent);
  const other = () => screen.getByLabelText<HTMLInputElement>('Other color');

  it('is none, white, a color of the logo, or any other', async () => {
    await begun(view({ colors: ['#ffffff', '#0b6b6b'], placement: place({ padding: 0 }) }));
    expect(pressed()).toEqual(['None', '#ffffff']);
    await userEvent.click(screen.getByRole('button', { name: 'White' }));
    await vi.waitFor(() => expect(changes()).toEqual([{ kind: 'background', color: '#ffffff' }]));
    answers[0]?.(outcome({ background: '#ffffff' }));
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Logo changed'));
    await fireEvent.input(other(), { target: { value: '#123456' } });
    expect(changes(), 'the person still chooses').toHaveLength(1);
    await fireEvent.change(other());
    await vi.waitFor(() => expect(changes()[1]).toEqual({ kind: 'background', color: '#123456' }));
  });

  it('of another color has a pressed button of its own', async () => {
    await begun(view({ background: '#123456', colors: [], placement: place({ padding: 0 }) }));
    expect([pressed(), other().value]).toEqual([['#123456'], '#123456']);
    await axeFindsNothing();
  });

  it('that could not be changed is shown as it is', async () => {
    await begun(view({ background: '#123456' }));
    await fireEvent.change(other(), { target: { value: '#abcdef' } });
    await vi.waitFor(() => expect(changes()).toHaveLength(1));
    answers[0]?.(outcome({ background: '#123456' }));
    await vi.waitFor(() => expect(other().value).toBe('#123456'));
  });
});
