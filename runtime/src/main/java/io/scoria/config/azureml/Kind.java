package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the values of a key are. A file is read by its own types, strictly: a number in a string is
 * no number. An option or a variable is text, and read as such.
 *
 * @param accepted what a value may be, for people
 * @param type Integer, Long or Double for numbers, else String
 * @param choices the only values; empty where there are others
 * @param ofNode empty where the value of a file is not one
 * @param ofText empty where the text is not one
 */
public record Kind<T>(
    String accepted,
    Class<?> type,
    List<String> choices,
    Function<JsonNode, Optional<T>> ofNode,
    Function<String, Optional<T>> ofText) {}
