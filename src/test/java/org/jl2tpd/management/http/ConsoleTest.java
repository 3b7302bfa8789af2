package org.jl2tpd.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.jmx.JmxFace;
import org.jl2tpd.management.model.InventoryThread;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The console in a real browser, in front of an engine with 5,000 sessions. Its pictures are in target/console. */
@Timeout(120)
class ConsoleTest {
    private static final Path PICTURES = Path.of("target", "console");
    private static final int SESSIONS = 5_000;

    private static BusyEngine engine;
    private static HttpBench bench;
    private static JmxFace beans;
    private static InventoryThread reading;
    private static Chromium page;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Chromium.program() != null, "chromium is not installed");
        engine = new BusyEngine(40, SESSIONS);
        bench = new HttpBench("console", engine, Map.of(), List.of(HttpBench.OPERATOR, HttpBench.VIEWER), Map.of());
        bench.daemon.inventory().refresh();
        beans = JmxFace.start(bench.daemon);
        reading = InventoryThread.start(bench.daemon.inventory(), "inventory");
        publishEvents();
        page = new Chromium();
    }

    @AfterAll
    static void stop() throws Exception {
        if (page != null) {
            page.close();
            reading.close();
            beans.close();
            bench.close();
        }
    }

    private static void publishEvents() {
        for (int i = 0; i < 60; i++) {
            var kind = i % 11 == 3
                    ? EngineEvent.Kind.TUNNEL_AUTH_FAILURE
                    : i % 2 == 0 ? EngineEvent.Kind.SESSION_UP : EngineEvent.Kind.SESSION_DOWN;
            bench.daemon
                    .events()
                    .publish(new EngineEvent(
                            kind,
                            1 + i % 5,
                            kind == EngineEvent.Kind.TUNNEL_AUTH_FAILURE ? 0 : 100 + i,
                            "",
                            IpAddress.parse("198.51.100." + (1 + i % 5)),
                            kind == EngineEvent.Kind.TUNNEL_AUTH_FAILURE ? "" : "user" + i + "@isp.example",
                            IpAddress.parse("10.1.0." + (1 + i)),
                            i % 2 == 0 ? "l2tp0" : "",
                            i % 2 == 0 ? "CHAP, MTU 1460" : "the peer closed it: lost carrier (result 1)"));
        }
    }

    @BeforeEach
    void open() throws Exception {
        page.errors.clear();
        page.look(1440, 900, "light");
        page.open("about:blank");
        page.open(bench.face.url() + "/");
        page.until("document.querySelector('#live.good')");
    }

    private void go(String hash) throws Exception {
        page.eval("location.hash = '" + hash + "'");
    }

    @Test
    void showsEveryViewWithoutAWordOnTheBrowsersConsole() throws Exception {
        page.eval(HISTORY);
        for (String view : List.of("overview", "tunnels", "sessions", "events", "closed", "profiles")) {
            go("#/" + view);
            page.until("document.querySelector('main tbody tr td')");
            for (String scheme : List.of("light", "dark")) {
                for (int width : new int[] {1440, 390}) {
                    page.look(width, width == 390 ? 844 : 900, scheme);
                    Thread.sleep(250);
                    page.screenshot(PICTURES.resolve(view + "-" + scheme + "-" + width + ".png"));
                    assertThat(page.eval("document.documentElement.scrollWidth - innerWidth")
                                    .getAsInt())
                            .as("%s at %d px is wider than the window by", view, width)
                            .isLessThanOrEqualTo(0);
                }
            }
            page.look(1440, 900, "light");
        }
        assertThat(page.errors).isEmpty();
    }

    /** A quarter of an hour of figures, so that pictures show plots. */
    private static final String HISTORY = """
            import('/model.js').then(({ model }) => {
              const end = model.samples.at(-1);
              const made = [];
              let sum = { opened: 0, closed: 0, control: 0, again: 0, rx: 0, tx: 0, drops: 0 };
              for (let i = 440; i > 0; i--) {
                const wave = 1 + 0.4 * Math.sin(i / 40) + 0.1 * Math.sin(i / 3);
                sum.opened += Math.round(24 * wave); sum.closed += Math.round(22 * wave);
                sum.control += 3560 * wave; sum.again += i % 30 === 0 ? 40 : 1;
                sum.rx += 102e6 * wave; sum.tx += 880e6 * wave; sum.drops += i % 90 === 0 ? 60 : 0;
                made.push({ t: end.t - i * 2000, process: end.process, sessions: Math.round(5000 - i * 2 * wave), tunnels: 40, ...sum });
              }
              const [before, last] = made.slice(-2);
              const step = Object.fromEntries(Object.keys(sum).map((k) => [k, 2 * last[k] - before[k]]));
              for (const s of made) for (const k of Object.keys(sum)) s[k] += end[k] - step[k];
              model.samples.unshift(...made);
            })""";

    /** Turns 20 pages; how long one takes, and the longest that nothing else had its turn meanwhile. */
    private static final String TURNS = """
            (async () => {
              let beat = 0;
              let gap = 0;
              const heart = new MessageChannel();
              heart.port1.onmessage = () => {
                gap = Math.max(gap, performance.now() - beat);
                beat = performance.now();
                heart.port2.postMessage(0);
              };
              heart.port2.postMessage(0);
              const place = () => document.querySelector('.place').textContent;
              const next = [...document.querySelectorAll('.pager button')].find((b) => b.textContent.startsWith('Next'));
              const turns = [];
              const gaps = [];
              for (let i = 0; i < 20; i++) {
                const before = place();
                const began = beat = performance.now();
                gap = 0;
                next.click();
                while (place() === before) await new Promise((r) => setTimeout(r, 4));
                turns.push(performance.now() - began);
                await new Promise((r) => requestAnimationFrame(() => setTimeout(r, 20)));
                gaps.push(gap);
              }
              heart.port1.close();
              return [turns, gaps].map((all) => Math.round(all.sort((a, b) => a - b)[10]));
            })()""";

    @Test
    void pagesAndSearchesThousandsOfSessionsWithoutLag() throws Exception {
        go("#/sessions");
        page.until("document.querySelectorAll('main tbody tr').length === 50");
        JsonArray turned = page.eval(TURNS).getAsJsonArray();
        double turn = turned.get(0).getAsDouble();
        double held = turned.get(1).getAsDouble();
        System.out.println("console: a page of 50 of " + SESSIONS + " sessions in " + turn
                + " ms, in which the browser is held for " + held + " ms (medians)");
        assertThat(held).isLessThan(100);
        assertThat(page.eval("document.querySelector('.place').textContent").getAsString())
                .startsWith("1\u202f001 to 1\u202f050");
        page.fill("main input[type=search]", "alice4500@");
        page.until("document.querySelectorAll('main tbody tr').length === 1");
        assertThat(page.eval("document.querySelector('main tbody').innerText").getAsString())
                .contains("alice4500@isp.example");
        page.fill("main input[type=search]", "nobody at all");
        page.until("document.querySelector('main .empty')?.innerText.includes('No session matches')");
        assertThat(page.errors).isEmpty();
    }

    @Test
    void switchesADebugBitByAClickAfterSigningIn() throws Exception {
        go("#/tunnels");
        page.click("main .mask button", "C");
        page.until("document.querySelector('dialog.ask[open]')?.innerText.includes('Sign in')");
        page.screenshot(PICTURES.resolve("sign-in-light-1440.png"));
        page.fill("dialog input[name=user]", "operator");
        page.fill("dialog input[name=password]", "wrong");
        page.key("Enter");
        page.until("document.querySelector('dialog .problem')?.innerText.includes('wrong')");
        assertThat(engine.asked).noneMatch(Command.SetDebugMask.class::isInstance);
        page.fill("dialog input[name=user]", "operator");
        page.fill("dialog input[name=password]", "pass:word");
        page.click("dialog button", "Sign in");
        page.until("document.querySelector('main .mask button[data-bit=\"2\"][aria-pressed=true]')");
        page.until("document.querySelector('.toast')?.innerText.includes('Debug mask of tunnel 1: control')");
        page.screenshot(PICTURES.resolve("debug-light-1440.png"));
        assertThat(engine.asked)
                .filteredOn(Command.SetDebugMask.class::isInstance)
                .hasSize(1);
        page.click("main .mask button", "C");
        page.until("!document.querySelector('main .mask button[aria-pressed=true]')");
        assertThat(page.eval("localStorage.length + sessionStorage.length").getAsInt())
                .as("only the theme is stored")
                .isEqualTo(1);
        assertThat(page.errors).noneMatch(text -> !text.contains("401"));
    }

    @Test
    void asksBeforeItCloses() throws Exception {
        go("#/sessions/tunnel:3");
        page.click("main tbody button.link", "3/");
        page.until("document.querySelector('dialog.drawer dl.facts')");
        page.screenshot(PICTURES.resolve("session-details-light-1440.png"));
        page.click("dialog.drawer button", "Close…");
        page.until("document.querySelector('dialog.ask[open]')?.innerText.includes('Close session 3/')");
        assertThat(page.eval("document.activeElement.textContent").getAsString())
                .as("what Enter does at first")
                .isEqualTo("Cancel");
        page.screenshot(PICTURES.resolve("close-light-1440.png"));
        page.key("Escape");
        page.until("!document.querySelector('dialog.ask[open]')");
        assertThat(engine.asked).noneMatch(Command.CloseSession.class::isInstance);
        page.click("dialog.drawer button", "Close…");
        page.fill("dialog.ask input[name=reason]", "maintenance");
        page.click("dialog.ask button[type=submit]", "Close session");
        page.fill("dialog input[name=user]", "operator");
        page.fill("dialog input[name=password]", "pass:word");
        page.click("dialog button[type=submit]", "Sign in");
        page.until("document.querySelector('.toast.good')?.innerText.includes('is closed')");
        assertThat(engine.asked)
                .filteredOn(Command.CloseSession.class::isInstance)
                .singleElement()
                .extracting(c -> ((Command.CloseSession) c).reason())
                .isEqualTo("maintenance");
    }

    @Test
    void aViewerMayLookAndIsToldSo() throws Exception {
        go("#/overview");
        page.click("main button", "Drain…");
        page.click("dialog.ask button[type=submit]", "Drain");
        page.fill("dialog input[name=user]", "viewer");
        page.fill("dialog input[name=password]", "look");
        page.click("dialog button[type=submit]", "Sign in");
        page.until("document.querySelector('.toast.bad')?.innerText.includes('access = \"write\"')");
        assertThat(engine.asked).noneMatch(Command.Drain.class::isInstance);
    }

    @Test
    void saysSinceWhenThereIsNoAnswer() throws Exception {
        page.eval("window.fetch = () => Promise.reject(new TypeError('gone'))");
        page.until("document.querySelector('#stale')?.innerText.includes('No answer from the daemon since')");
        page.screenshot(PICTURES.resolve("stale-light-1440.png"));
        assertThat(page.eval("document.querySelector('#live').textContent").getAsString())
                .isEqualTo("no answer");
    }

    @Test
    void textHasTheContrastOfWcagAaInBothThemes() throws Exception {
        for (String theme : List.of("light", "dark")) {
            String poor = page.eval(CONTRAST.replace("THEME", theme)).getAsString();
            assertThat(poor).as(theme).isEmpty();
        }
    }

    private static final String CONTRAST = """
            (() => {
              document.documentElement.dataset.theme = 'THEME';
              const style = getComputedStyle(document.documentElement);
              const light = (name) => {
                const hex = style.getPropertyValue('--' + name).trim();
                const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
                  .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const pairs = ['text', 'soft', 'accent', 'good', 'wait', 'bad', 'second'].flatMap((n) => [[n, 'panel', 4.5], [n, 'page', 4.5]])
                .concat([['on-accent', 'accent', 4.5], ['bad', 'bad-soft', 4.5], ['text', 'accent-soft', 4.5], ['soft', 'accent-soft', 4.5],
                  ['line-strong', 'panel', 3]]);
              return pairs.map(([a, b, least]) => {
                const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
                return [a, b, (x + 0.05) / (y + 0.05), least];
              }).filter(([, , ratio, least]) => !(ratio >= least)).map((p) => p.join(' ')).join('; ');
            })()""";

    @Test
    void isReachedByKeyboardAndNamesItsControls() throws Exception {
        go("#/tunnels");
        page.until("document.querySelector('main .mask')");
        String nameless = page.eval("""
                [...document.querySelectorAll('button, a, input, select')].filter((e) => e.checkVisibility() &&
                  !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML).join()""").getAsString();
        assertThat(nameless).isEmpty();
        page.key("Tab");
        assertThat(page.eval("document.activeElement.className").getAsString()).isEqualTo("skip");
        page.eval("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))");
        assertThat(page.eval("document.activeElement.type").getAsString()).isEqualTo("search");
    }
}
