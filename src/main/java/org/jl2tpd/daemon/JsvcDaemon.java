package org.jl2tpd.daemon;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.daemon.Daemon;
import org.apache.commons.daemon.DaemonContext;
import org.apache.commons.daemon.DaemonInitException;
import org.apache.commons.daemon.DaemonUserSignal;
import org.jl2tpd.daemon.log.Logging;
import org.jl2tpd.profile.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * The daemon as a class of jsvc (Apache Commons Daemon): {@code jsvc ... org.jl2tpd.daemon.JsvcDaemon --config FILE}, with the options of
 * {@link Main}. jsvc keeps SIGHUP (restart), SIGUSR1 (its own output anew) and SIGTERM for itself; SIGUSR2 reloads.
 *
 * <p>What a start fails for is said three times: in the log, on standard error, and by the exit code of jsvc, which ends with 1 after an
 * exception of {@link #init} or {@link #start} (after {@code DaemonController.fail} it would end with 0). A daemon that ends by itself later
 * ends the process with {@link Main#FAILED}, after which jsvc does not start it again.
 */
public final class JsvcDaemon implements Daemon, DaemonUserSignal {
    /** Milliseconds that the virtual machine may take to end after {@link #destroy}; it waits for threads, which none of ours should be. */
    private static final long END_LIMIT_MS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(JsvcDaemon.class);

    private final AtomicBoolean stopping = new AtomicBoolean();
    private Service service;

    /** For jsvc, which makes it by reflection. */
    public JsvcDaemon() {}

    /** The grammar of the arguments behind the class. */
    @Command(name = "jl2tpd")
    private static final class Arguments {
        @Mixin
        private ServeOptions options;
    }

    /** As whoever started jsvc, root as a rule: reads arguments and configuration, and does what needs its privileges. */
    @Override
    public void init(DaemonContext context) throws DaemonInitException {
        PrintWriter err = new PrintWriter(System.err, true);
        ServeOptions options = parse(context.getArguments(), err);
        Configuration configuration = ConfigCheck.read(options.file(), err);
        if (configuration == null) {
            throw failure("the configuration file is not valid");
        }
        try {
            service = Service.prepare(configuration, options.file(), options.user());
        } catch (StartFailure e) {
            throw failure(e.getMessage());
        }
    }

    private static ServeOptions parse(String[] words, PrintWriter err) throws DaemonInitException {
        Arguments arguments = new Arguments();
        try {
            new CommandLine(arguments).setExpandAtFiles(false).parseArgs(words);
        } catch (ParameterException e) {
            throw failure(e.getMessage());
        }
        if (arguments.options.file() == null) {
            throw failure("say --config FILE behind the class");
        }
        return arguments.options;
    }

    /** Serves from when this returns. */
    @Override
    public void start() throws DaemonInitException {
        try {
            service.start();
        } catch (StartFailure e) {
            throw failure(e.getMessage());
        }
        service.ended().whenComplete((nothing, failure) -> new Thread(this::endByItself, "end").start());
        System.out.println(service.readyLine());
        System.out.flush();
    }

    /** SIGUSR2. */
    @Override
    public void signal() {
        // Not on jsvc's own thread: a stop that comes meanwhile must not wait for it.
        new Thread(service::reload, "reload").start();
    }

    @Override
    public void stop() {
        stopping.set(true);
        service.close();
    }

    @Override
    public void destroy() {
        if (service != null) {
            service.close();
        }
        Logging.stop();
        Thread last = new Thread(JsvcDaemon::endInTime, "end");
        last.setDaemon(true);
        last.start();
    }

    /** jsvc's own end of the virtual machine waits for threads without a limit. */
    private static void endInTime() {
        try {
            Thread.sleep(END_LIMIT_MS);
            Runtime.getRuntime().halt(Main.DONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The reactor has ended without a stop by jsvc: after a failure, or because an operator said so. */
    private void endByItself() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        int code = Main.FAILED;
        try {
            code = service.hasFailed() ? Main.FAILED : Main.DONE;
            service.close();
            System.err.println("jl2tpd: " + (code == Main.DONE ? "stopped by an operator" : "failed, see the log"));
            Logging.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    private static DaemonInitException failure(String message) {
        LOG.atError().addKeyValue("reason", message).log("start_failed");
        Logging.stop();
        System.err.println("jl2tpd: " + message);
        System.err.flush();
        return new DaemonInitException(message);
    }
}
