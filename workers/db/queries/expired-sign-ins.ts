import { deleteBefore } from "../delete-before.ts";
import { knownDevices, sessions, signInThrottles, verifications } from "../schema/auth.ts";

/** Deletes sessions that have ended. */
export const deleteEndedSessions = deleteBefore(sessions, sessions.expiresAt);

/** Deletes links and waiting sign-ins that have expired. */
export const deleteExpiredVerifications = deleteBefore(verifications, verifications.expiresAt);

/** Deletes counts of tries that mean nothing any more. */
export const deleteOldThrottles = deleteBefore(signInThrottles, signInThrottles.expiresAt);

/** Deletes devices that were not seen for long. */
export const deleteOldDevices = deleteBefore(knownDevices, knownDevices.lastSeenAt);
