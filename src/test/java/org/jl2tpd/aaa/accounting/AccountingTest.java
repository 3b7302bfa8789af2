package org.jl2tpd.aaa.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jl2tpd.aaa.SessionAccounts;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.Views;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With its thread and files, and a server that can be silent. */
final class AccountingTest {
    private static final AccountingSettings SETTINGS = new AccountingSettings(true, false, 600, 1_000_000, List.of(""));

    @TempDir
    Path state;

    @TempDir
    Path other;

    private final SessionAccounts accounts = new SessionAccounts();
    private final List<RadiusRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile boolean isSilent;
    private final CountDownLatch busy = new CountDownLatch(1);
    private volatile boolean isStuck;

    private void serve(RadiusRequest request, Consumer<RadiusResult> result) {
        if (isStuck) {
            try {
                busy.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (isSilent) {
            result.accept(new RadiusResult.Failed(RadiusResult.Failure.SILENT, "nobody answered"));
        } else {
            requests.add(request);
            result.accept(new RadiusResult.Answered(RadiusCode.ACCOUNTING_RESPONSE, new AttributeSet(), "one"));
        }
    }

    private Accounting start(String directory) {
        var counters = new Views.Traffic(List.of(new Views.SessionTraffic(3, 1, 2, 3, 4, 5000, 0)));
        return Accounting.start(
                directory,
                SETTINGS,
                new Accounting.Links(
                        Happenings.IDS,
                        accounts,
                        this::serve,
                        command -> CompletableFuture.completedFuture(CommandResult.done(counters)),
                        event -> told.add(event.detail())),
                "accounting");
    }

    private List<Long> statuses() {
        return requests.stream()
                .map(request -> request.attributes().number(Attributes.ACCT_STATUS_TYPE, 0))
                .toList();
    }

    @Test
    void tellsEverythingInOrderAndThenThatItIsOff() {
        accounts.put(Happenings.account(3, -1, ""));
        Accounting accounting = start(state.toString());
        accounting.onEvent(Happenings.up(3));
        accounting.onEvent(Happenings.down(3, 3, "", 5, ""));
        accounting.close(2000);
        assertThat(statuses()).containsExactly(7L, 1L, 2L, 8L);
        assertThat(accounting.snapshot().waiting()).isZero();
        assertThat(accounting.snapshot().taken()).isEqualTo(4);
        assertThat(told).isEmpty();
    }

    @Test
    void eventsThatItsThreadCanNotKeepUpWithAreLimitedAndTold() {
        isStuck = true;
        Accounting accounting = start(state.toString());
        EngineEvent event = Happenings.changed(3);
        for (int i = 0; i < Accounting.MAX_INPUTS + 10; i++) {
            accounting.onEvent(event);
        }
        isStuck = false;
        busy.countDown();
        accounting.close(5000);
        assertThat(told).singleElement().asString().contains("events since the start were not accounted");
    }

    @Test
    void whatNobodyTookIsToldByTheNextDaemonWithItsAge() throws InterruptedException {
        isSilent = true;
        accounts.put(Happenings.account(3, -1, ""));
        Accounting first = start(state.toString());
        first.onEvent(Happenings.up(3));
        first.onEvent(Happenings.down(3, 3, "", 5, ""));
        first.close(200);
        assertThat(first.snapshot().waiting()).isEqualTo(4);
        assertThat(requests).isEmpty();
        isSilent = false;
        Thread.sleep(20);
        Accounting second = start(state.toString());
        second.close(2000);
        assertThat(statuses()).containsExactly(7L, 1L, 2L, 8L, 7L, 8L);
        assertThat(requests.get(1).eventNs()).isLessThan(requests.get(4).eventNs() - 20_000_000L);
        assertThat(told).isEmpty();
    }

    @Test
    void aCrashedDaemonsSessionsStopBeforeTheNextIsOn() throws IOException {
        accounts.put(Happenings.account(3, -1, ""));
        Accounting crashed = start(state.toString());
        crashed.onEvent(Happenings.up(3));
        crashed.onEvent(Happenings.changed(3));
        until(() -> statuses().contains(3L));
        until(() -> crashed.snapshot().waiting() == 0);
        Path left = Files.createDirectories(other.resolve(Accounting.FOLDER));
        for (String name : DiskFilesTest.namesIn(state.resolve(Accounting.FOLDER))) {
            Files.copy(state.resolve(Accounting.FOLDER).resolve(name), left.resolve(name));
        }
        Accounting next = start(other.toString());
        next.close(2000);
        assertThat(statuses()).containsExactly(7L, 1L, 3L, 2L, 7L, 8L);
        AttributeSet stop = requests.get(3).attributes();
        assertThat(stop.number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(11);
        assertThat(stop.number(Attributes.ACCT_INPUT_OCTETS, 0)).isEqualTo(2);
        assertThat(told).singleElement().asString().startsWith("1 sessions");
        crashed.close(0);
    }

    @Test
    void worksWithoutADirectoryAndTellsOfWhatIsLostThen() {
        isSilent = true;
        Accounting accounting = start("");
        accounting.close(100);
        assertThat(told).singleElement().asString().contains("2 accounting records are lost");
    }

    private static void until(BooleanSupplier condition) {
        long endNs = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < endNs) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
