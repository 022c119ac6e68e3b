import { describe, expect, it } from 'vitest';
import { bubble, composer, openChat, row, said, say, stageOfTests } from './stage.js';

const stage = stageOfTests();

describe('sending', () => {
  it('[S26 (part)] while the server is killed: a clock, the reason, and then it leaves once, in order', async () => {
    const anna = await stage.enter('anna');
    const bert = await stage.enter('bert');
    await openChat(anna, 'bert');
    await say(anna, 'zero');
    await row(bert, 'anna').click();
    await bubble(bert, 'zero').waitFor();

    await stage.killServer();
    for (const text of ['one', 'two', 'three']) await say(anna, text);
    await bubble(anna, 'three', 'sending').waitFor();
    await anna.page.getByText('The server cannot be reached.').waitFor();

    await stage.startServer();
    await bubble(anna, 'three', 'sent').waitFor();
    await bubble(bert, 'three', 'received').waitFor();
    const all = ['zero', 'one', 'two', 'three'];
    expect(await said(anna)).toEqual(all);
    expect(await said(bert)).toEqual(all);
    await anna.page.getByText('The server cannot be reached.').waitFor({ state: 'detached' });
    for (const person of [anna, bert]) await person.context.close();
  });

  it('[S26 (part)] what waits survives a reload of the page', async () => {
    const carl = await stage.enter('carl');
    const dora = await stage.enter('dora');
    await openChat(carl, 'dora');
    let isCut = true;
    await carl.context.routeWebSocket(/\/socket/, (socket) => {
      if (isCut) socket.close();
      else socket.connectToServer();
    });
    await carl.page.reload();
    await composer(carl).waitFor();
    await say(carl, 'written in the dark');
    await bubble(carl, 'written in the dark', 'sending').waitFor();
    await carl.page.reload();
    await bubble(carl, 'written in the dark', 'sending').waitFor();
    isCut = false;
    await bubble(carl, 'written in the dark', 'sent').waitFor();
    await row(dora, 'carl').click();
    await bubble(dora, 'written in the dark').waitFor();
    expect(await said(dora)).toEqual(['written in the dark']);
    for (const person of [carl, dora]) await person.context.close();
  });

  it('[D4 (part)] a socket cut twice before the answer still brings one message', async () => {
    const emil = await stage.enter('emil');
    const fred = await stage.enter('fred');
    await openChat(emil, 'fred');
    await say(emil, 'first');
    await bubble(emil, 'first', 'sent').waitFor();

    let cuts = 0;
    await emil.context.routeWebSocket(/\/socket/, (socket) => {
      const server = socket.connectToServer();
      let isLost = false;
      socket.onMessage((frame) => {
        server.send(frame);
        if (cuts >= 2 || !String(frame).includes('"t":"send"')) return;
        cuts += 1;
        isLost = true;
      });
      // The server has it; its answer, and all else, is lost with the connection.
      server.onMessage((frame) => {
        if (isLost) socket.close();
        else socket.send(frame);
      });
    });
    await emil.page.reload();
    await composer(emil).waitFor();
    await say(emil, 'only once');
    await bubble(emil, 'only once', 'sent').waitFor();
    expect(cuts).toBe(2);
    await row(fred, 'emil').click();
    await bubble(fred, 'only once').waitFor();
    expect(await said(emil)).toEqual(['first', 'only once']);
    expect(await said(fred)).toEqual(['first', 'only once']);
    for (const person of [emil, fred]) await person.context.close();
  });

  it('[web: Enter] a Chinese word is finished with Enter, and only the next Enter sends', async () => {
    const gina = await stage.enter('gina');
    const hans = await stage.enter('hans');
    await openChat(gina, 'hans');
    const keyboard = await gina.context.newCDPSession(gina.page);
    await composer(gina).focus();
    await keyboard.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
    await gina.page.keyboard.press('Enter');
    await keyboard.send('Input.insertText', { text: '你好' });
    await expect.poll(() => composer(gina).inputValue()).toContain('你好');
    expect(await said(gina)).toEqual([]);
    await gina.page.keyboard.press('Enter');
    await bubble(gina, '你好', 'sent').waitFor();
    await row(hans, 'gina').getByText('你好').waitFor();
    for (const person of [gina, hans]) await person.context.close();
  });
});
