/**
 * Who may open a session, and with what addresses: local users, RADIUS and pools behind the engine's {@link
 * org.jl2tpd.engine.Authenticator} port. {@link org.jl2tpd.aaa.RadiusAuthenticator} has servers judge those sessions whose ppp profile
 * says so and {@link org.jl2tpd.aaa.LocalAuthenticator} all others; it has the addresses of both. {@link
 * org.jl2tpd.aaa.SessionAccounts} is what accounting knows of them. One thread, the engine's; nothing here blocks.
 */
package org.jl2tpd.aaa;
