package io.scoria.engine.ort;

import java.util.Set;

/**
 * Operators whose time and memory follow from the shapes of their inputs, and not from values: no
 * loop, no branch, no shape taken from a tensor's elements that could enlarge a result. What is not
 * listed is not known to be one.
 */
final class SteadyOperators {
  private static final Set<String> NAMES =
      Set.of(
          // arithmetic, element by element
          "Abs",
          "Add",
          "And",
          "Cast",
          "Ceil",
          "Clip",
          "Div",
          "Equal",
          "Erf",
          "Exp",
          "Floor",
          "Greater",
          "GreaterOrEqual",
          "Identity",
          "IsNaN",
          "Less",
          "LessOrEqual",
          "Log",
          "Max",
          "Mean",
          "Min",
          "Mod",
          "Mul",
          "Neg",
          "Not",
          "Or",
          "Pow",
          "Reciprocal",
          "Round",
          "Sign",
          "Sqrt",
          "Sub",
          "Sum",
          "Where",
          "Xor",
          // activations
          "Celu",
          "Dropout",
          "Elu",
          "Gelu",
          "HardSigmoid",
          "HardSwish",
          "LeakyRelu",
          "LogSoftmax",
          "Mish",
          "PRelu",
          "Relu",
          "Selu",
          "Sigmoid",
          "Softmax",
          "Softplus",
          "Softsign",
          "Tanh",
          "ThresholdedRelu",
          // layers
          "AveragePool",
          "BatchNormalization",
          "Conv",
          "Gemm",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "InstanceNormalization",
          "LRN",
          "LayerNormalization",
          "MatMul",
          "MaxPool",
          // reductions
          "ArgMax",
          "ArgMin",
          "ReduceL1",
          "ReduceL2",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceProd",
          "ReduceSum",
          "ReduceSumSquare",
          // the same elements in another place or shape
          "Concat",
          "Constant",
          "Flatten",
          "Gather",
          "GatherElements",
          "Reshape",
          "Shape",
          "Slice",
          "Split",
          "Squeeze",
          "Transpose",
          "Unsqueeze",
          // classical models (domain ai.onnx.ml)
          "ArrayFeatureExtractor",
          "Binarizer",
          "FeatureVectorizer",
          "Imputer",
          "LabelEncoder",
          "LinearClassifier",
          "LinearRegressor",
          "Normalizer",
          "OneHotEncoder",
          "Scaler",
          "SVMClassifier",
          "SVMRegressor",
          "TreeEnsembleClassifier",
          "TreeEnsembleRegressor");

  private SteadyOperators() {}

  static boolean contains(String operator) {
    return NAMES.contains(operator);
  }
}
