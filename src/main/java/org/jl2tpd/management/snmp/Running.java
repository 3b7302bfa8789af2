package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.model.NotificationSwitches.Group;
import org.jl2tpd.profile.ManagementDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.Snmp;
import org.snmp4j.smi.OctetString;

/** An agent between two initialisations: an engine of its own, the objects of its modules, and who may use them. */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnmpAgent.class);

    private final NotificationSender notifications;
    private final CommandHandler commands;
    private final EngineCounters counters;
    private final Snmp session;
    private final List<MibModule> modules;

    private Running(
            NotificationSender notifications,
            CommandHandler commands,
            EngineCounters counters,
            Snmp session,
            List<MibModule> modules) {
        this.notifications = notifications;
        this.commands = commands;
        this.counters = counters;
        this.session = session;
        this.modules = modules;
    }

    NotificationSender notifications() {
        return notifications;
    }

    EngineCounters counters() {
        return counters;
    }

    /** @throws IOException with words for an operator; then nothing is open */
    static Running start(ManagedDaemon daemon, Function<SnmpContext, List<MibModule>> modules) throws IOException {
        EngineIdentity identity = EngineIdentity.next(daemon.state());
        ManagementDefinition management = daemon.management();
        var counters = new EngineCounters();
        SnmpEngine engine = SnmpEngine.answering(identity, management.snmpUsers(), counters);
        long startedNs = System.nanoTime();
        List<AgentSocket> transports = UdpTransports.open(management.snmp());
        NotificationSender notifications;
        try {
            notifications = NotificationSender.start(management, identity, counters, startedNs);
        } catch (IOException | RuntimeException e) {
            UdpTransports.close(transports);
            throw e;
        }
        var context = new SnmpContext(daemon, startedNs, notifications);
        var session = new Snmp(engine.dispatcher());
        transports.forEach(session::addTransportMapping);
        var given = new ArrayList<MibModule>();
        try {
            given.addAll(modules.apply(context));
            CommandHandler commands = commands(context, given, engine, identity, counters);
            session.addCommandResponder(commands);
            session.listen();
            var agent = new Running(notifications, commands, counters, session, given);
            notifications.send(Oids.COLD_START, new OctetString());
            LOG.atInfo()
                    .addKeyValue("engine_id", identity.id().toHexString())
                    .addKeyValue("boots", identity.boots())
                    .log("snmp_started");
            return agent;
        } catch (IOException | RuntimeException | Error e) {
            given.forEach(MibModule::close);
            notifications.close();
            session.close();
            throw e;
        }
    }

    private static CommandHandler commands(
            SnmpContext context,
            List<MibModule> given,
            SnmpEngine engine,
            EngineIdentity identity,
            EngineCounters counters) {
        ManagedDaemon daemon = context.daemon();
        var authenTraps = new StoredSwitch(new NotificationSwitches(daemon), Group.AUTHENTICATION);
        var tree = new ObjectTree();
        tree.perSession(Oids.L2TP_SESSION_STATS);
        tree.perSession(Oids.L2TP_SESSION_MAP);
        var modules = new ArrayList<>(given);
        modules.add(new SystemObjects(context, counters, engine.usm(), authenTraps));
        modules.forEach(module -> module.register(tree));
        var access = new AccessControl(daemon.management(), new View(tree.perSession()));
        var strangers = new Strangers(authenTraps, context.notifier());
        engine.dispatcher().addAuthenticationFailureListener(strangers);
        return new CommandHandler(identity.id(), tree, access, counters, daemon.inventory(), strangers::met);
    }

    @Override
    public void close() throws IOException {
        modules.forEach(MibModule::close);
        session.close();
        commands.close();
        notifications.close();
    }
}
