package io.scoria.codec;

import static io.scoria.codec.ExpectedForm.quoted;
import static io.scoria.codec.ExpectedForm.shown;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.config.CodecLimits;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a scoring request: {@code {"data": V}} for a model with one input, {@code {"data":
 * {"name": V, ...}}} for any. The clients that Azure Machine Learning generates, and Power BI,
 * write {@code Inputs} for {@code data}, a {@code data} within it for the name of the one input,
 * and {@code GlobalParameters} beside it, which is read past. After the first thing wrong it only
 * listens, so that the rest of the text is still checked to be JSON.
 */
final class InputsReader implements TokenSink, AutoCloseable {
  /** Where in the form the next token stands. */
  private enum Place {
    BODY,
    TOP_KEY,
    DATA,
    INPUT_NAME,
    INPUT,
    /** In a member that is read past. */
    SKIPPED,
    END
  }

  private static final String DATA = "data";
  private static final String INPUTS = "Inputs";
  private static final String PARAMETERS = "GlobalParameters";

  private final Signature signature;
  private final ExpectedForm expected;
  private final RequestMemory memory;
  private final NumberParser numbers = new NumberParser();
  private final String[] paths; // of each input that stands with its name, in "data"
  private final String[] inputsPaths; // likewise in "Inputs"
  private final TensorBuilder[] idle;
  private final @Nullable TensorBuilder[] builders; // those of the idle ones that have begun
  private Place place = Place.BODY;
  private boolean named;
  private @Nullable String root; // the member that the inputs stand in; null until it has come
  private boolean parametersSeen;
  private int skippedDepth; // arrays and objects that are open in SKIPPED
  private @Nullable TensorBuilder current;
  private @Nullable Refusal refusal;

  InputsReader(Signature signature, BufferPool pool, CodecLimits limits) {
    this.signature = signature;
    expected = new ExpectedForm(signature);
    memory = new RequestMemory(pool);
    InputLimits most = new InputLimits(limits);
    int inputs = signature.inputs().size();
    builders = new TensorBuilder[inputs];
    idle = new TensorBuilder[inputs];
    paths = new String[inputs];
    inputsPaths = new String[inputs];
    for (int i = 0; i < inputs; i++) {
      TensorSpec input = signature.inputs().get(i);
      idle[i] = new TensorBuilder(input, memory, numbers, most);
      paths[i] = DATA + "." + input.name();
      inputsPaths[i] = INPUTS + "." + input.name();
    }
  }

  /** As new, for another body; what was not handed over is given back. */
  void reset() {
    close();
    Arrays.fill(builders, null);
    memory.reset();
    place = Place.BODY;
    named = false;
    root = null;
    parametersSeen = false;
    skippedDepth = 0;
    current = null;
    refusal = null;
  }

  /** How the answer is to be written to a body that was of the form. */
  AnswerForm answerForm() {
    return isInputs() ? AnswerForm.RESULTS : AnswerForm.RESULT;
  }

  private boolean isInputs() {
    return INPUTS.equals(root);
  }

  /** What {@link #build} gives. */
  sealed interface Built {
    record Of(List<Tensor> inputs) implements Built {}

    record Not(Refusal refusal) implements Built {}
  }

  /** The inputs in the order of the signature, which the caller owns. Called once, at the end. */
  Built build() {
    if (refusal != null) {
      return new Built.Not(refusal);
    }
    if (root == null) {
      String missing = parametersSeen ? INPUTS : DATA;
      return new Built.Not(
          new Refusal(
              Reason.INVALID_REQUEST,
              "The body has no " + quoted(missing) + ": " + expected.form(missing)));
    }
    if (builders.length == 1) { // as most models have
      return switch (buildOne(0)) {
        case TensorBuilder.Built.Of(Tensor tensor) -> new Built.Of(List.of(tensor));
        case TensorBuilder.Built.Not(Refusal wrong) -> new Built.Not(wrong);
      };
    }
    Tensor[] inputs = new Tensor[builders.length];
    for (int i = 0; i < builders.length; i++) {
      switch (buildOne(i)) {
        case TensorBuilder.Built.Of(Tensor tensor) -> inputs[i] = tensor;
        case TensorBuilder.Built.Not(Refusal wrong) -> {
          Tensor.closeAll(Arrays.asList(inputs).subList(0, i));
          return new Built.Not(wrong);
        }
      }
    }
    return new Built.Of(List.of(inputs));
  }

  private TensorBuilder.Built buildOne(int index) {
    TensorBuilder builder = builders[index];
    if (builder == null) {
      return new TensorBuilder.Built.Not(
          new Refusal(
              Reason.MISSING_INPUT,
              "Input '"
                  + signature.inputs().get(index).name()
                  + "' is missing: "
                  + expectedForm()));
    }
    return builder.build();
  }

  /** Gives back what was not handed over. */
  @Override
  public void close() {
    for (TensorBuilder builder : builders) {
      if (builder != null) {
        builder.close();
      }
    }
  }

  @Override
  public void beginObject(long offset) {
    if (refusal != null) {
      return;
    }
    switch (place) {
      case BODY -> place = Place.TOP_KEY;
      case DATA -> {
        named = true;
        place = Place.INPUT_NAME;
      }
      case SKIPPED -> skippedDepth++;
      default -> take(builder().object(), offset);
    }
  }

  @Override
  public void endObject(long offset) {
    if (refusal != null) {
      return;
    }
    if (place == Place.SKIPPED) {
      skippedDepth--;
      afterSkipped();
    } else {
      place = place == Place.INPUT_NAME ? Place.TOP_KEY : Place.END;
    }
  }

  @Override
  public @Nullable String knownName(byte[] bytes, int from, int to) {
    if (JsonStrings.isPlainly(DATA, bytes, from, to)) {
      return DATA;
    }
    for (int i = 0; i < idle.length; i++) {
      String name = signature.inputs().get(i).name();
      if (JsonStrings.isPlainly(name, bytes, from, to)) {
        return name;
      }
    }
    return JsonStrings.isPlainly(INPUTS, bytes, from, to) ? INPUTS : null;
  }

  @Override
  public void key(String name, long offset) {
    if (refusal != null || place == Place.SKIPPED) {
      return;
    }
    if (place == Place.TOP_KEY) {
      topKey(name, offset);
    } else {
      inputName(name, offset);
    }
  }

  private void topKey(String name, long offset) {
    if (name.equals(PARAMETERS) && !DATA.equals(root)) {
      parameters(offset);
    } else if (!name.equals(DATA) && !name.equals(INPUTS)) {
      refuse(
          Reason.INVALID_REQUEST,
          "The body has an unknown name " + shown(name) + ": " + expectedForm(),
          offset);
    } else if (name.equals(root)) {
      refuse(Reason.INVALID_REQUEST, "The body has " + quoted(name) + " twice.", offset);
    } else if (root != null || (parametersSeen && name.equals(DATA))) {
      String other = root == null ? PARAMETERS : root;
      refuse(
          Reason.INVALID_REQUEST,
          "The body has " + quoted(name) + " beside " + quoted(other) + ": " + expectedForm(),
          offset);
    } else {
      root = name;
      place = Place.DATA;
    }
  }

  private void parameters(long offset) {
    if (parametersSeen) {
      refuse(Reason.INVALID_REQUEST, "The body has " + quoted(PARAMETERS) + " twice.", offset);
    } else {
      parametersSeen = true;
      place = Place.SKIPPED;
    }
  }

  /** A value has ended that is read past: perhaps the whole of the member's. */
  private void afterSkipped() {
    if (skippedDepth == 0) {
      place = Place.TOP_KEY;
    }
  }

  private void inputName(String name, long offset) {
    int index = indexOf(name);
    if (index < 0) {
      refuse(
          Reason.UNKNOWN_INPUT,
          "The model has no input "
              + shown(name)
              + "; its inputs are "
              + expected.inputNames()
              + ".",
          offset);
    } else if (builders[index] != null) {
      refuse(Reason.INVALID_REQUEST, "The input " + shown(name) + " is there twice.", offset);
    } else {
      begin(index, isInputs() ? inputsPaths[index] : paths[index]);
    }
  }

  @Override
  public void beginArray(long offset) {
    if (place == Place.SKIPPED) {
      skippedDepth++;
    } else if (enterValue("an array", offset)) {
      take(builder().beginArray(), offset);
    }
  }

  @Override
  public void endArray(long offset) {
    if (place == Place.SKIPPED) {
      skippedDepth--;
      afterSkipped();
    } else if (refusal == null) {
      take(builder().endArray(), offset);
      afterValue();
    }
  }

  @Override
  public void string(String value, long offset) {
    if (enterValue("a string", offset)) {
      take(builder().string(value), offset);
      afterValue();
    }
  }

  @Override
  public void number(byte[] bytes, int from, int to, long offset) {
    if (enterValue("a number", offset)) {
      take(builder().number(bytes, from, to), offset);
      afterValue();
    }
  }

  @Override
  public int numbers(byte[] bytes, int from, int limit) {
    boolean taken = refusal == null && place == Place.INPUT;
    return taken ? builder().numbers(bytes, from, limit) : from;
  }

  @Override
  public void literal(Literal value, long offset) {
    if (enterValue(value.text, offset)) {
      take(builder().literal(value), offset);
      afterValue();
    }
  }

  /** True where a value may stand here, and {@link #builder} takes it. */
  private boolean enterValue(String found, long offset) {
    if (refusal != null) {
      return false;
    }
    if (place == Place.SKIPPED) {
      afterSkipped();
      return false;
    }
    if (place == Place.BODY) {
      refuse(Reason.INVALID_REQUEST, "The body is " + found + ": " + expectedForm(), offset);
    } else if (place == Place.DATA && builders.length != 1) {
      refuse(
          Reason.INVALID_REQUEST,
          quoted(root())
              + " is "
              + found
              + ", and the model has "
              + builders.length
              + " inputs: "
              + expectedForm(),
          offset);
    } else if (place == Place.DATA) {
      begin(0, root());
    }
    return refusal == null;
  }

  private void begin(int index, String path) {
    TensorBuilder builder = idle[index];
    builder.reset(path);
    current = builder;
    builders[index] = builder;
    place = Place.INPUT;
  }

  private void afterValue() {
    if (refusal == null && !builder().isOpen()) {
      place = named ? Place.INPUT_NAME : Place.TOP_KEY;
    }
  }

  private TensorBuilder builder() {
    TensorBuilder builder = current;
    if (builder == null) {
      throw new IllegalStateException("no input has begun");
    }
    return builder;
  }

  private int indexOf(String name) {
    for (int i = 0; i < builders.length; i++) {
      if (signature.inputs().get(i).name().equals(name)) {
        return i;
      }
    }
    return builders.length == 1 && isInputs() && name.equals(DATA) ? 0 : -1;
  }

  private String root() {
    return root == null ? DATA : root;
  }

  private void take(@Nullable Refusal wrong, long offset) {
    if (wrong != null) {
      refuse(wrong.reason(), wrong.message(), offset);
    }
  }

  private void refuse(Reason reason, String message, long offset) {
    refusal = new Refusal(reason, message + " (byte " + offset + ")");
    close();
    Arrays.fill(builders, null);
  }

  private String expectedForm() {
    return expected.form(root());
  }
}
