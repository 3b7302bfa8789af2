package org.jl2tpd.management.snmp;

import org.jl2tpd.profile.ManagementDefinition.AuthProtocol;
import org.jl2tpd.profile.ManagementDefinition.PrivProtocol;
import org.jl2tpd.profile.ManagementDefinition.SnmpUser;
import org.jl2tpd.wire.Secret;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.SecurityProtocols.SecurityProtocolSet;
import org.snmp4j.security.UsmUser;
import org.snmp4j.security.UsmUserEntry;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** USM's protocols and users (RFC 3414, RFC 7860, RFC 3826). Each engine has its own, since several daemons may live in one process. */
final class Protocols {
    private Protocols() {}

    static SecurityProtocols all() {
        var protocols = new SecurityProtocols(SecurityProtocolSet.none);
        protocols.addAuthenticationProtocol(new AuthHMAC128SHA224());
        protocols.addAuthenticationProtocol(new AuthHMAC192SHA256());
        protocols.addAuthenticationProtocol(new AuthHMAC256SHA384());
        protocols.addAuthenticationProtocol(new AuthHMAC384SHA512());
        protocols.addPrivacyProtocol(new PrivAES128());
        protocols.addPrivacyProtocol(new PrivAES192());
        protocols.addPrivacyProtocol(new PrivAES256());
        return protocols;
    }

    static OID oid(AuthProtocol protocol) {
        return switch (protocol) {
            case SHA224 -> AuthHMAC128SHA224.ID;
            case SHA256 -> AuthHMAC192SHA256.ID;
            case SHA384 -> AuthHMAC256SHA384.ID;
            case SHA512 -> AuthHMAC384SHA512.ID;
        };
    }

    static OID oid(PrivProtocol protocol) {
        return switch (protocol) {
            case AES128 -> PrivAES128.ID;
            case AES192 -> PrivAES192.ID;
            case AES256 -> PrivAES256.ID;
        };
    }

    /** A user with keys for one engine: no password is kept, and no stranger's engine id makes us compute keys. */
    static UsmUserEntry localized(SnmpUser user, SecurityProtocols protocols, byte[] engineId) {
        OID auth = oid(user.authProtocol());
        byte[] authKey = protocols.passwordToKey(auth, password(user.authPassword()), engineId);
        OID priv = null;
        byte[] privKey = null;
        if (user.privPassword() != null) {
            priv = oid(user.privProtocol());
            privKey = protocols.passwordToKey(priv, auth, password(user.privPassword()), engineId);
        }
        return new UsmUserEntry(engineId, new OctetString(user.name()), auth, authKey, priv, privKey);
    }

    /** A user whose keys are computed for whatever engine it informs. */
    static UsmUser roaming(SnmpUser user) {
        boolean privacy = user.privPassword() != null;
        return new UsmUser(
                new OctetString(user.name()),
                oid(user.authProtocol()),
                password(user.authPassword()),
                privacy ? oid(user.privProtocol()) : null,
                privacy ? password(user.privPassword()) : null);
    }

    private static OctetString password(Secret secret) {
        return new OctetString(secret.octets());
    }
}
