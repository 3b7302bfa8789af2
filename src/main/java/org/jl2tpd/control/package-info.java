/**
 * The L2TP control connection: the reliable channel (RFC 2661 5.8, appendix A), the tunnel's and the sessions' state
 * machines as tables (7.2 to 7.5), tunnel authentication (5.1.1), the tie breaker, data sequence numbers (5.4). Pure:
 * time and chance are arguments, effects leave through {@link org.jl2tpd.control.ControlHost}.
 */
package org.jl2tpd.control;
