package io.scoria.entry;

/**
 * How the worker processes of a script have fared.
 *
 * @param configured that there are to be
 * @param up that can run calls now
 * @param crashed that ended by themselves so far, or could not be started
 * @param timedOut that were ended so far because their script did not end in its time
 */
public record WorkerFigures(int configured, int up, long crashed, long timedOut) {}
