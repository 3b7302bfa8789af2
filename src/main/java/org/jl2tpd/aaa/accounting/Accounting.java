package org.jl2tpd.aaa.accounting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jl2tpd.aaa.SessionAccounts;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.Views;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusSender;

/**
 * Accounting: records of what the engine tells, kept in a spool until servers have taken them. Its thread makes and writes them; the
 * engine's thread only puts events into a queue.
 */
public final class Accounting {
    /** Folder in the state directory. */
    public static final String FOLDER = "accounting";

    /** Inputs that wait for the thread at most, while the disk keeps it; then events are lost, which is told. */
    static final int MAX_INPUTS = 1 << 18;

    private static final long MILLISECOND_NS = 1_000_000L;

    /** Milliseconds in which more comes before the thread works: each of its turns writes files, and each time that it has to be woken costs the engine's thread. */
    private static final long GATHER_MS = 5;

    /** Nanoseconds between two questions for counters, so that the engine's other work does not wait. */
    private static final long BETWEEN_QUESTIONS_NS = 100 * MILLISECOND_NS;

    /** Milliseconds that {@link #close} waits for the disk beyond its limit. */
    private static final long DISK_LIMIT_MS = 500;

    /**
     * What accounting is connected with.
     *
     * @param accounts of sessions, looked at on the engine's thread
     * @param sender of requests
     * @param engine takes commands
     * @param events hears of problems; from any thread
     */
    public record Links(
            SessionIds ids,
            SessionAccounts accounts,
            RadiusSender sender,
            Function<Command, CompletableFuture<CommandResult>> engine,
            Consumer<EngineEvent> events) {}

    private final Links links;
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final SpoolMachine machine;
    private final Bookkeeper bookkeeper;
    private final Thread thread;
    private volatile SpoolNumbers numbers = SpoolNumbers.NONE;
    private long askedNs;
    private final boolean isOnDisk;
    /** Events that found too many inputs waiting; the engine's thread alone counts. */
    private volatile long unheard;

    private long unheardTold;
    private String lastFailure = "";
    private boolean isClosing;
    private long closingNs;

    private Accounting(SpoolFiles files, AccountingSettings settings, Links links, String threadName) {
        this.links = links;
        this.isOnDisk = files != null;
        this.machine = new SpoolMachine(files, settings.maxRecords(), this::send, this::trouble);
        this.bookkeeper = new Bookkeeper(links.ids(), machine::add);
        this.thread = new Thread(() -> run(settings), threadName);
        thread.setDaemon(true);
    }

    /**
     * Begins: what a crash left open is closed, then servers hear that we are on.
     *
     * @param stateDirectory null or empty keeps records in memory alone
     */
    public static Accounting start(String stateDirectory, AccountingSettings settings, Links links, String threadName) {
        SpoolFiles files = null;
        String problem = "";
        if (stateDirectory != null && !stateDirectory.isEmpty()) {
            try {
                files = DiskFiles.in(Path.of(stateDirectory).resolve(FOLDER));
            } catch (IOException e) {
                problem = "accounting records are kept in memory alone, since there is no folder for them: " + e;
            }
        }
        Accounting accounting = new Accounting(files, settings, links, threadName);
        if (!problem.isEmpty()) {
            accounting.trouble(problem);
        }
        accounting.thread.start();
        return accounting;
    }

    private static long wallMs() {
        return System.currentTimeMillis();
    }

    /** Something happened; on the engine's thread, which it does not keep. */
    public void onEvent(EngineEvent event) {
        switch (event.kind()) {
            case SESSION_UP, SESSION_DOWN, SESSION_CHANGED, SESSION_REFUSED, TUNNEL_UP, TUNNEL_DOWN, TUNNEL_REFUSED -> {
                if (inbox.size() >= MAX_INPUTS) {
                    unheard = unheard + 1;
                    return;
                }
                var account = links.accounts().find(event.facts().sessionSerial());
                long nowNs = System.nanoTime();
                long wallMs = wallMs();
                inbox.add(() -> bookkeeper.onEvent(event, account, nowNs, wallMs));
            }
            default -> {}
        }
    }

    /** Other settings hold from now on; from any thread. */
    public void use(AccountingSettings settings) {
        inbox.add(() -> {
            machine.setLimit(settings.maxRecords());
            bookkeeper.use(settings, wallMs());
        });
    }

    /** A server that was silent answers again: what waits is tried at once; from any thread. */
    public void serverIsBack() {
        inbox.add(machine::hurry);
    }

    /** How the spool is; from any thread. */
    public SpoolNumbers snapshot() {
        return numbers;
    }

    private void run(AccountingSettings settings) {
        recover();
        bookkeeper.use(settings, wallMs());
        while (!isOver()) {
            guarded(this::turn);
            try {
                await();
            } catch (InterruptedException e) {
                break;
            }
        }
        machine.close(System.nanoTime());
        numbers = machine.numbers();
        if (!isOnDisk && numbers.waiting() > 0) {
            trouble(numbers.waiting()
                    + " accounting records are lost, since no server took them and there is no state_directory");
        }
    }

    /** A failure of one input costs no other one. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (!e.toString().equals(lastFailure)) {
                lastFailure = e.toString();
                trouble("accounting met what it did not expect: " + e);
            }
        }
    }

    private void recover() {
        try {
            List<SpooledRecord> left = machine.recover();
            left.forEach(last -> machine.add(Records.closing(last)));
            if (!left.isEmpty()) {
                trouble(left.size() + " sessions and tunnels were open when the daemon ended without saying so;"
                        + " servers are told that they ended");
            }
        } catch (IOException | RuntimeException e) {
            trouble("accounting records are kept in memory alone, since those of before can't be read: " + e);
        }
    }

    private boolean isOver() {
        return isClosing && (machine.waiting() == 0 || System.nanoTime() - closingNs >= 0);
    }

    private void await() throws InterruptedException {
        long nowNs = System.nanoTime();
        long wait = Math.min(machine.waitNs(nowNs), bookkeeper.waitNs(nowNs));
        if (wait == 0) {
            // What is due is not done yet: a question for counters is under way.
            wait = BETWEEN_QUESTIONS_NS;
        }
        if (isClosing) {
            wait = Math.min(wait, Math.max(1, closingNs - nowNs));
        }
        Runnable input = isOver() ? null : inbox.poll(wait, TimeUnit.NANOSECONDS);
        if (input != null && !isClosing) {
            Thread.sleep(GATHER_MS);
        }
        while (input != null) {
            guarded(input);
            input = inbox.poll();
        }
    }

    private void turn() {
        long nowNs = System.nanoTime();
        if (unheard != unheardTold) {
            unheardTold = unheard;
            trouble(unheardTold + " events since the start were not accounted, since the disk was too slow for them");
        }
        machine.turn(nowNs);
        askForCounters(nowNs);
        numbers = machine.numbers();
    }

    private void askForCounters(long nowNs) {
        if (nowNs - askedNs < BETWEEN_QUESTIONS_NS && askedNs != 0) {
            return;
        }
        List<Long> due = bookkeeper.interimsDue(nowNs);
        if (!due.isEmpty()) {
            askedNs = nowNs;
            links.engine()
                    .apply(new Command.Glance(new Command.ShowTraffic(due)))
                    .whenComplete((result, problem) -> inbox.add(() -> onCounters(due, result)));
        }
    }

    private void onCounters(List<Long> due, CommandResult result) {
        if (result != null && result.value() instanceof Views.Traffic traffic) {
            bookkeeper.onTraffic(traffic, wallMs());
        } else {
            bookkeeper.onNoTraffic(due, System.nanoTime());
        }
    }

    private void send(SpooledRecord record, long number) {
        long ageMs = Math.max(0, wallMs() - record.eventMs());
        long eventNs = System.nanoTime() - ageMs * MILLISECOND_NS;
        var request = new RadiusRequest(RadiusRequest.Kind.ACCOUNTING, record.group(), record.attributes(), eventNs);
        links.sender().send(request, result -> inbox.add(() -> onResult(record.group(), number, result)));
    }

    private void onResult(String group, long number, RadiusResult result) {
        machine.onResult(group, number, result, System.nanoTime());
    }

    private void trouble(String words) {
        links.events()
                .accept(new EngineEvent(EngineEvent.Kind.ACCOUNTING_PROBLEM, 0, 0, "", null, "", null, "", words));
    }

    /**
     * Ends: sessions of which no end was heard are ended, servers hear that we are off, and what they have not taken in that time stays in the
     * spool. The sender must still work.
     */
    public void close(long limitMs) {
        inbox.add(() -> {
            bookkeeper.close(wallMs());
            machine.hurry();
            isClosing = true;
            closingNs = System.nanoTime() + limitMs * MILLISECOND_NS;
        });
        try {
            thread.join(limitMs + DISK_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }
}
