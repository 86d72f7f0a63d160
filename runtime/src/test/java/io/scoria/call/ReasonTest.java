package io.scoria.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Clients rely on these statuses and codes: a change here is a change of the contract. */
class ReasonTest {
  @Test
  void everyCodeKeepsItsStatus() {
    String contract =
        Arrays.stream(Reason.values())
            .map(reason -> reason.status() + " " + reason.code())
            .collect(Collectors.joining("\n"));

    assertThat(contract)
        .isEqualTo(
            """
            400 bad_request
            400 malformed_json
            400 malformed_encoding
            400 invalid_request
            400 unknown_input
            400 missing_input
            400 wrong_type
            400 wrong_shape
            400 number_out_of_range
            400 weak_key
            400 inference_failed
            401 missing_credentials
            401 invalid_key
            401 invalid_token
            401 token_expired
            401 token_not_yet_valid
            401 wrong_issuer
            401 wrong_audience
            403 insufficient_scope
            403 foreign_origin
            404 not_found
            405 method_not_allowed
            406 not_acceptable
            408 request_timeout
            409 keys_read_only
            409 keys_unusable
            411 length_required
            413 body_too_large
            413 tensor_too_large
            414 uri_too_long
            415 unsupported_media_type
            415 unsupported_encoding
            417 expectation_failed
            431 headers_too_large
            500 internal_error
            500 script_failed
            500 script_timeout
            500 worker_crashed
            503 not_ready
            503 queue_wait_exceeded
            503 token_keys_unavailable
            503 overloaded
            503 too_many_connections
            504 deadline_exceeded\
            """);
  }

  @Test
  void onlyWhatMaySucceedAMomentLaterIsTemporary() {
    assertThat(Reason.values())
        .filteredOn(Reason::isTemporary)
        .containsExactly(
            Reason.NOT_READY,
            Reason.QUEUE_WAIT_EXCEEDED,
            Reason.TOKEN_KEYS_UNAVAILABLE,
            Reason.OVERLOADED,
            Reason.TOO_MANY_CONNECTIONS);
  }
}
