/** {@code jl2tpd import}, which {@code jl2tpctl import} calls: writes our configuration of other daemons' files. No daemon need run. */
package org.jl2tpd.daemon.importer;
