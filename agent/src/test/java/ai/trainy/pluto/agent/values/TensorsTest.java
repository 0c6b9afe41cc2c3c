package ai.trainy.pluto.agent.values;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.Unloggable;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.OpenMapRealVector;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.FMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SparseVector;

/** Vectors, matrices and tensors, those of one element first. */
class TensorsTest {
  private final ForeignValues values = new ForeignValues(List.of());

  static List<Object> ofOne() {
    return List.of(
        DenseVector.createDenseVector(new double[] {0.5}),
        SparseVector.createSparseVector(1, new int[] {0}, new double[] {0.5}),
        DenseMatrix.createDenseMatrix(new double[][] {{0.5}}),
        new DMatrixRMaj(new double[][] {{0.5}}),
        new FMatrixRMaj(new float[][] {{0.5f}}),
        sparse(0.5),
        new SimpleMatrix(new double[][] {{0.5}}),
        new ArrayRealVector(new double[] {0.5}),
        new OpenMapRealVector(new double[] {0.5}),
        new Array2DRowRealMatrix(new double[][] {{0.5}}),
        new Djl(0.5f),
        new HiddenNd4j(0.5),
        new TFloat(2, 0.5f),
        new Torch(0.5),
        new Scalar(0.5));
  }

  static List<Object> ofTwo() {
    return List.of(
        DenseVector.createDenseVector(new double[] {1, 2}),
        DenseMatrix.createDenseMatrix(new double[][] {{1, 2}}),
        new DMatrixRMaj(new double[][] {{1}, {2}}),
        new SimpleMatrix(new double[][] {{1, 2}}),
        new ArrayRealVector(new double[] {1, 2}),
        new Array2DRowRealMatrix(new double[][] {{1, 2}}),
        new Djl(1f, 2f),
        new HiddenNd4j(1, 2),
        new TFloat(1, 1f, 2f),
        new Torch(1, 2),
        new Scalar(1, 2));
  }

  private static DMatrixSparseCSC sparse(double value) {
    DMatrixSparseCSC matrix = new DMatrixSparseCSC(1, 1);
    matrix.set(0, 0, value);
    return matrix;
  }

  @ParameterizedTest
  @MethodSource("ofOne")
  void oneElementIsANumber(Object tensor) {
    Object read = ((Map<?, ?>) values.plain(Map.of("loss", tensor))).get("loss");

    assertThat(read).isInstanceOf(Number.class);
    assertThat(((Number) read).doubleValue()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @MethodSource("ofTwo")
  void severalArePassedOnAsTheyAre(Object tensor) {
    assertThat(values.plain(tensor)).isSameAs(tensor);
  }

  @Test
  void whatFailsToGiveItsElementCannotBeLogged() {
    Object read = values.plain(new ClosedDjl());

    assertThat(read).isInstanceOf(Unloggable.class);
    assertThat(((Unloggable) read).reason()).endsWith("(java.lang.IllegalStateException)");
  }

  @Test
  void whatHasASizeAndNoNumbersIsPassedOn() {
    Texts texts = new Texts();

    assertThat(values.plain(texts)).isSameAs(texts);
  }

  /** As DJL's NDArray: getters by index are only for elements of their very type. */
  public static class Djl {
    private final float[] elements;

    Djl(float... elements) {
      this.elements = elements;
    }

    public long size() {
      return elements.length;
    }

    public long size(int axis) {
      throw new IllegalArgumentException("no axis " + axis);
    }

    public boolean isScalar() {
      return elements.length == 1;
    }

    public double getDouble(long... indices) {
      throw new IllegalStateException("DataType mismatch, " + indices.length);
    }

    public Number[] toArray() {
      Number[] numbers = new Number[elements.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = elements[i];
      }
      return numbers;
    }
  }

  /** One that was given back to the native side. */
  public static final class ClosedDjl extends Djl {
    @Override
    public long size() {
      throw new IllegalStateException("Native resource has been released already.");
    }
  }

  /** As ND4J's INDArray. */
  public interface Nd4j {
    long length();

    int length(int dimension);

    boolean isScalar();

    double getDouble(int... indices);

    double getDouble(long... indices);

    double getDouble(long i);

    double getDouble(long i, long j);
  }

  /** As BaseNDArray's descendants: not for others. */
  private static final class HiddenNd4j implements Nd4j {
    private final double[] elements;

    HiddenNd4j(double... elements) {
      this.elements = elements;
    }

    @Override
    public long length() {
      return elements.length;
    }

    @Override
    public int length(int dimension) {
      throw new IllegalArgumentException("no dimension " + dimension);
    }

    @Override
    public boolean isScalar() {
      return elements.length == 1;
    }

    @Override
    public double getDouble(int... indices) {
      throw new IllegalArgumentException("no rank " + indices.length);
    }

    @Override
    public double getDouble(long... indices) {
      throw new IllegalArgumentException("no rank " + indices.length);
    }

    @Override
    public double getDouble(long i) {
      return elements[(int) i];
    }

    @Override
    public double getDouble(long i, long j) {
      throw new IllegalArgumentException("no " + i + ", " + j);
    }
  }

  /** As TensorFlow's TFloat32: as many coordinates as dimensions. */
  public static final class TFloat {
    private final int rank;
    private final float[] elements;

    TFloat(int rank, float... elements) {
      this.rank = rank;
      this.elements = elements;
    }

    public int rank() {
      return rank;
    }

    public long size() {
      return elements.length;
    }

    public float getFloat(long... coordinates) {
      if (coordinates.length != rank) {
        throw new IllegalArgumentException("rank " + coordinates.length);
      }
      return elements[0];
    }
  }

  /** As PyTorch's Tensor in JavaCPP, whose item() is no number of Java's. */
  public static final class Torch {
    private final double[] elements;

    Torch(double... elements) {
      this.elements = elements;
    }

    public long numel() {
      return elements.length;
    }

    public Object item() {
      return new Object();
    }

    public double item_double() {
      return elements[0];
    }
  }

  /** As the scalars of many libraries. */
  public static final class Scalar {
    private final double[] elements;

    Scalar(double... elements) {
      this.elements = elements;
    }

    public Number item() {
      if (elements.length != 1) {
        throw new IllegalStateException("only one element tensors can be converted to scalars");
      }
      return elements[0];
    }
  }

  /** Something else that has a size. */
  public static final class Texts {
    public int size() {
      return 1;
    }

    public String get(int index) {
      return "text " + index;
    }

    public Object[] toArray() {
      return new Object[] {get(0)};
    }
  }

  /** Something of the program that gives an item away. */
  public static final class Feed {
    private int given;

    public Number item() {
      return ++given;
    }
  }

  /** The same, which counts what it has left. */
  public static final class Batch {
    private int left = 1;

    public int size() {
      return left;
    }

    public Number item() {
      return left--;
    }
  }

  @Test
  void whatHasASizeAndAnItemIsNotForThatATensor() {
    Batch batch = new Batch();

    assertThat(new ForeignValues(List.of()).plain(batch)).isSameAs(batch);
    assertThat(batch.left).isEqualTo(1);
  }

  @Test
  void whatMayBeTakenOutIsNotAskedFor() {
    Feed feed = new Feed();

    new ForeignValues(List.of()).plain(Map.of("feed", feed));

    assertThat(feed.given).isZero();
  }
}
