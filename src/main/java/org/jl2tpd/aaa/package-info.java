/** Who may open a session, and with what addresses: local users and pools behind the engine's {@link org.jl2tpd.engine.Authenticator} port. */
package org.jl2tpd.aaa;
