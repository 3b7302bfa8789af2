package org.jl2tpd.management.http;

import java.util.List;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jl2tpd.management.jmx.ChangeLog;
import org.jolokia.json.JSONObject;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaExecRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.JolokiaWriteRequest;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges each request of a Jolokia request by who asks. Reading an attribute, and calling an operation that only informs
 * ({@link MBeanOperationInfo#INFO}), needs a caller who may read; everything else changes something, needs one who may write, comes by
 * POST, and is logged with its author.
 */
final class JudgedRequests extends HttpRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger("org.jl2tpd.audit");

    /** Requests in a bulk request; the rest is refused, so that none holds a thread for long. */
    static final int BULK_LIMIT = 100;

    static final String TOO_MUCH = "the answer would be too long; ask for fewer MBeans or attributes at once";

    private static final List<ConfigKey> LIMITS =
            List.of(ConfigKey.MAX_DEPTH, ConfigKey.MAX_COLLECTION_SIZE, ConfigKey.MAX_OBJECTS);

    /** An argument that sets one of these is not logged; the name of a secret is none. */
    private static final Pattern MAY_BE_SECRET =
            Pattern.compile("(secret|password|passwd|community)(?!_name\\b)", Pattern.CASE_INSENSITIVE);

    /** Characters of an argument that are logged. */
    private static final int ARGUMENT_LIMIT = 80;

    private final ThreadLocal<Asked> asked = new ThreadLocal<>();
    private final MBeanServer beans;
    private final HttpFigures figures;

    JudgedRequests(JolokiaContext context, MBeanServer beans, HttpFigures figures) {
        super(context);
        this.beans = beans;
        this.figures = figures;
    }

    /** One HTTP request: who sent it, and how much of it was judged. */
    private static final class Asked {
        final Caller who;
        final AnswerBudget budget;
        int count;

        Asked(Caller who, AnswerBudget budget) {
            this.who = who;
            this.budget = budget;
        }
    }

    /** A piece of work that Jolokia may fail. */
    interface Work<T> {
        T run() throws Exception;
    }

    <T> T as(Caller who, Work<T> work) throws Exception {
        asked.set(new Asked(who, new AnswerBudget(beans)));
        try {
            return work.run();
        } finally {
            asked.remove();
        }
    }

    @Override
    protected JSONObject executeRequest(JolokiaRequest request) throws BadRequestException, EmptyResponseException {
        Asked current = asked.get();
        Caller who = current.who;
        if (++current.count > BULK_LIMIT) {
            return refuse(413, "at most " + BULK_LIMIT + " requests at once", request);
        }
        if (!who.mayRead()) {
            return refuse(401, "sign in to read", request);
        }
        if (!DomainRestrictor.TYPES.contains(request.getType())) {
            return refuse(403, "requests of this type are not served", request);
        }
        if (request.getOption("target") != null || request.getOption("targetId") != null) {
            return refuse(403, "requests are not passed on to other agents", request);
        }
        if (asksWithoutLimit(request)) {
            return refuse(400, "maxDepth, maxCollectionSize and maxObjects are 1 or more", request);
        }
        if (!current.budget.admits(request)) {
            return refuse(413, TOO_MUCH, request);
        }
        if (!changes(request)) {
            JSONObject answer = super.executeRequest(request);
            return current.budget.holds(answer) ? answer : refuse(413, TOO_MUCH, request);
        }
        if (request.getHttpMethod() != HttpMethod.POST) {
            return refuse(405, "changes are made by POST", request);
        }
        if (!who.mayWrite()) {
            return refuse(who.user().isEmpty() ? 401 : 403, "a user with access = \"write\" may do that", request);
        }
        JSONObject answer = change(request);
        current.budget.holds(answer);
        note(who, request, answer);
        return answer;
    }

    /** It is logged here, and not by the MBean once more. */
    private JSONObject change(JolokiaRequest request) throws BadRequestException, EmptyResponseException {
        String before = ChangeLog.by(ChangeLog.ELSEWHERE);
        try {
            return super.executeRequest(request);
        } finally {
            ChangeLog.by(before);
        }
    }

    private JSONObject refuse(int status, String words, JolokiaRequest request) {
        figures.forbidden.increment();
        return getErrorJSON(status, new SecurityException(words), request);
    }

    /** For Jolokia 0 means that there is no limit, the agent's own included. */
    private static boolean asksWithoutLimit(JolokiaRequest request) {
        return LIMITS.stream()
                .anyMatch(key -> request.getParameter(key) != null && request.getParameterAsInt(key) <= 0);
    }

    private boolean changes(JolokiaRequest request) {
        if (request instanceof JolokiaExecRequest exec) {
            return !informs(exec.getObjectName(), operationName(exec));
        }
        RequestType type = request.getType();
        return type != RequestType.READ
                && type != RequestType.LIST
                && type != RequestType.SEARCH
                && type != RequestType.VERSION;
    }

    private static String operationName(JolokiaExecRequest exec) {
        String operation = exec.getOperation();
        int bracket = operation.indexOf('(');
        return bracket < 0 ? operation : operation.substring(0, bracket);
    }

    /** Whether every operation of that name only informs; what is not known may change something. */
    private boolean informs(ObjectName bean, String operation) {
        boolean found = false;
        try {
            for (MBeanOperationInfo info : beans.getMBeanInfo(bean).getOperations()) {
                if (info.getName().equals(operation)) {
                    found = true;
                    if (info.getImpact() != MBeanOperationInfo.INFO) {
                        return false;
                    }
                }
            }
        } catch (JMException | RuntimeException e) {
            return false;
        }
        return found;
    }

    private void note(Caller who, JolokiaRequest request, JSONObject answer) {
        boolean done = answer.get("status") instanceof Number status && status.intValue() == 200;
        if (done) {
            figures.changes.increment();
        }
        var line = LOG.atInfo().addKeyValue("by", who.user()).addKeyValue("address", who.address());
        if (request instanceof JolokiaExecRequest exec) {
            line = line.addKeyValue("mbean", exec.getObjectNameAsString())
                    .addKeyValue("operation", operationName(exec))
                    .addKeyValue("arguments", exec.getArguments() == null ? "" : shown(exec.getArguments()));
        } else if (request instanceof JolokiaWriteRequest write) {
            line = line.addKeyValue("mbean", write.getObjectNameAsString())
                    .addKeyValue("attribute", write.getAttributeName())
                    .addKeyValue("value", shown(write.getValue()));
        }
        if (!done) {
            line = line.addKeyValue("problem", shown(answer.get("error")));
        }
        line.log(done ? "http_change" : "http_change_failed");
    }

    private static String shown(Object value) {
        if (value instanceof List<?> values) {
            return String.join(", ", values.stream().map(JudgedRequests::shown).toList());
        }
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
        if (MAY_BE_SECRET.matcher(text).find()) {
            return "(not logged)";
        }
        return text.length() > ARGUMENT_LIMIT ? text.substring(0, ARGUMENT_LIMIT) + "..." : text;
    }
}
