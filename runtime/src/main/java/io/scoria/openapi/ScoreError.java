package io.scoria.openapi;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scoring request may be answered with instead of a score.
 *
 * @param retries true where the answer says when to try again
 */
record ScoreError(int status, String description, boolean retries) {
  static List<ScoreError> of(ServiceDescription service, ServicePaths paths) {
    List<ScoreError> errors = new ArrayList<>();
    errors.add(error(400, "The request cannot be scored: the message says what is wrong with it."));
    if (service.keyed()) {
      errors.add(error(401, "No key came with the request, or not one of the service's."));
    }
    errors.add(error(413, "The request is larger than the service takes."));
    errors.add(error(415, "The body is of a type that the service does not take."));
    errors.add(
        paths.router()
            ? error(502, "The service failed, or its script did.")
            : error(500, "The service failed, or its script did."));
    errors.add(
        new ScoreError(503, "The service is not ready, or has more to do than it can.", true));
    errors.add(error(504, "The request was not answered before its deadline."));
    return errors;
  }

  private static ScoreError error(int status, String description) {
    return new ScoreError(status, description, false);
  }
}
