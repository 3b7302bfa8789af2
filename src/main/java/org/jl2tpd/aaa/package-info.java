/**
 * Who may open a session, and with what addresses: local users and pools behind the engine's {@link
 * org.jl2tpd.engine.Authenticator} port. {@link org.jl2tpd.aaa.LocalAuthenticator} judges and grants; {@link
 * org.jl2tpd.aaa.AddressPool} holds the addresses. One thread, the engine's; nothing here blocks.
 */
package org.jl2tpd.aaa;
