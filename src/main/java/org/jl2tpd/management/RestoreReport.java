package org.jl2tpd.management;

import java.util.List;

/**
 * What a restore did.
 *
 * @param file whole path of what was read
 * @param done what it changed in the configuration, and which tunnels and sessions it opened
 * @param failed what could not be done, with the reason
 * @param left what differs from the file still: what takes effect at a start alone, and what the file does not have
 */
public record RestoreReport(String file, List<String> done, List<String> failed, List<String> left) {}
