package io.scoria.engine.ort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.scoria.engine.ModelLoadException;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Between the binding's types and ours. */
final class OrtTypes {
  private OrtTypes() {}

  static Signature signature(OrtSession session, OnnxFile file)
      throws OrtException, ModelLoadException {
    List<TensorSpec> inputs = specs("input", session.getInputInfo().values(), file);
    for (TensorSpec input : inputs) {
      if (!isCreatable(input.type())) {
        throw new ModelLoadException(
            "its input '%s' is of type %s, which ONNX Runtime's Java binding cannot create. Cast it inside the model from a type that it can: float, double, float16, bfloat16, int8, int16, int32, int64, uint8, bool, string."
                .formatted(input.name(), input.type()));
      }
    }
    return new Signature(inputs, specs("output", session.getOutputInfo().values(), file));
  }

  private static List<TensorSpec> specs(String kind, Collection<NodeInfo> nodes, OnnxFile file)
      throws ModelLoadException {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (!(node.getInfo() instanceof TensorInfo info)) {
        throw new ModelLoadException(
            "its %s '%s' is not a tensor but %s. Only tensors can be served (for a scikit-learn classifier, convert with zipmap=False)."
                .formatted(kind, node.getName(), node.getInfo()));
      }
      ShapeSpec shape =
          file.isUnranked(node.getName())
              ? ShapeSpec.ANY
              : ShapeSpec.of(info.getShape(), info.getDimensionNames());
      specs.add(new TensorSpec(node.getName(), elementType(kind, node, info), shape));
    }
    return specs;
  }

  private static ElementType elementType(String kind, NodeInfo node, TensorInfo info)
      throws ModelLoadException {
    return switch (info.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.DOUBLE;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> ElementType.STRING;
      default ->
          throw new ModelLoadException(
              "its %s '%s' is of a type that cannot be served: %s."
                  .formatted(kind, node.getName(), info.onnxType));
    };
  }

  private static boolean isCreatable(ElementType type) {
    return type != ElementType.UINT16 && type != ElementType.UINT32 && type != ElementType.UINT64;
  }

  /**
   * The binding's name of the type. It has none for uint16, uint32 and uint64, and reads them as
   * the signed types of the same size.
   */
  static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT -> OnnxJavaType.FLOAT;
      case DOUBLE -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case INT16, UINT16 -> OnnxJavaType.INT16;
      case INT32, UINT32 -> OnnxJavaType.INT32;
      case INT64, UINT64 -> OnnxJavaType.INT64;
      case UINT8 -> OnnxJavaType.UINT8;
      case BOOL -> OnnxJavaType.BOOL;
      case STRING -> OnnxJavaType.STRING;
    };
  }

  /** True where a buffer of ours can be made a tensor of exactly this type. */
  static boolean canPin(ElementType type) {
    return type != ElementType.STRING && isCreatable(type);
  }
}
