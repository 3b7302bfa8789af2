package org.jl2tpd.management.snmp;

import java.util.List;
import java.util.function.Function;
import org.jl2tpd.profile.ManagementDefinition.SnmpUser;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.SNMP4JSettings.ReportSecurityLevelStrategy;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmTimeEntry;
import org.snmp4j.security.UsmTimeTable;
import org.snmp4j.security.UsmUserTable;

/**
 * Makes the parts of an SNMP engine (RFC 3411 3.1) without the library's process-wide singletons. The half that answers knows no engine but itself: a
 * request that names another is answered by a report and costs nothing more. The half that sends learns those that it informs.
 *
 * @param usm users and time
 * @param dispatcher messages to requests and back
 */
record SnmpEngine(USM usm, MessageDispatcherImpl dispatcher) {
    static {
        // Who has a wrong password can't read a report that is authenticated, and would wait in vain.
        SNMP4JSettings.setReportSecurityLevelStrategy(ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
    }

    /** The half that answers. */
    static SnmpEngine answering(EngineIdentity identity, List<SnmpUser> users, EngineCounters counters) {
        byte[] id = identity.id().getValue();
        SecurityProtocols protocols = Protocols.all();
        var userTable = new UsmUserTable();
        users.forEach(user -> userTable.addUser(Protocols.localized(user, protocols, id)));
        var timeTable = new UsmTimeTable(identity.id(), identity.boots());
        timeTable.addEntry(new UsmTimeEntry(identity.id(), identity.boots(), 0));
        return of(identity, protocols, counters, support -> {
            var usm = new USM(protocols, identity.id(), identity.boots(), support, userTable, timeTable);
            usm.setEngineDiscoveryEnabled(false);
            return usm;
        });
    }

    /** The half that sends notifications. */
    static SnmpEngine sending(EngineIdentity identity, List<SnmpUser> users, EngineCounters counters) {
        SecurityProtocols protocols = Protocols.all();
        return of(identity, protocols, counters, support -> {
            var usm = new USM(protocols, identity.id(), identity.boots(), support);
            users.forEach(user -> usm.addUser(Protocols.roaming(user)));
            return usm;
        });
    }

    private static SnmpEngine of(
            EngineIdentity identity,
            SecurityProtocols protocols,
            EngineCounters counters,
            Function<CounterSupport, USM> makeUsm) {
        var support = new CounterSupport();
        support.addCounterListener(counters);
        USM usm = makeUsm.apply(support);
        SecurityModels models = SecurityModels.getCollection(new SecurityModel[] {usm});
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addCounterListener(counters);
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(identity.id().getValue(), null, protocols, models, support));
        return new SnmpEngine(usm, dispatcher);
    }
}
