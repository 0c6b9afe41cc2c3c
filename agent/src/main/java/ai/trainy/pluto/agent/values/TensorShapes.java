package ai.trainy.pluto.agent.values;

import java.lang.reflect.Array;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vectors, matrices and tensors of DJL, ND4J, Tribuo, EJML, Commons Math, TensorFlow, PyTorch,
 * Smile and their like: one that has one element is its number, as in the Python client. Others are
 * passed on as they are, without a look at what is in them: it may lie on another device.
 */
final class TensorShapes {
  private static final String[] COUNTS = {
    "size", "length", "numel", "getNumElements", "getDimension"
  };
  private static final String[][] ROWS_AND_COLUMNS = {
    {"getNumRows", "getNumCols"},
    {"getRowDimension", "getColumnDimension"},
    {"getDimension1Size", "getDimension2Size"},
    {"nrow", "ncol"},
  };

  /** What classes are called that have one number and nothing that counts it. */
  private static final Pattern TENSORS = Pattern.compile(".*(Tensor|Array|Matrix|Vector|Scalar)");

  private TensorShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy hierarchy) {
    // Of other things, an item may be taken out by asking for it.
    MethodCall item = hierarchy.isAnyOf(TENSORS) ? find(hierarchy, "item") : null;
    MethodCall @Nullable [] counts = counts(hierarchy);
    UnaryOperator<Object> only = counts == null ? null : only(hierarchy, item);
    if (counts != null && only != null) {
      return (value, copy) -> isOne(value, counts) ? number(only.apply(value), value) : value;
    }
    return item == null ? null : (value, copy) -> itemOf(value, item);
  }

  private static MethodCall @Nullable [] counts(TypeHierarchy hierarchy) {
    for (String name : COUNTS) {
      MethodCall count = find(hierarchy, name);
      if (count != null) {
        return new MethodCall[] {count};
      }
    }
    for (String[] names : ROWS_AND_COLUMNS) {
      MethodCall rows = find(hierarchy, names[0]);
      MethodCall columns = find(hierarchy, names[1]);
      if (rows != null && columns != null) {
        return new MethodCall[] {rows, columns};
      }
    }
    return null;
  }

  private static boolean isOne(Object value, MethodCall[] counts) {
    for (MethodCall count : counts) {
      if (((Number) count.call(value)).longValue() != 1) {
        return false;
      }
    }
    return true;
  }

  /** How the only element is read; null if the class has no way that is known. */
  private static @Nullable UnaryOperator<Object> only(
      TypeHierarchy hierarchy, @Nullable MethodCall item) {
    // DJL's getters by index want the very type of the elements, toArray() does not.
    MethodCall toArray = hierarchy.method(Object.class, "toArray");
    if (toArray != null && isNumber(toArray.returned().getComponentType())) {
      return toArray::call;
    }
    MethodCall[] getters = {
      item,
      find(hierarchy, "item_double"),
      at(find(hierarchy, "getDouble", long.class), 0L),
      at(find(hierarchy, "getDouble", int.class), 0),
      at(find(hierarchy, "get", int.class), 0),
      at(find(hierarchy, "getEntry", int.class), 0),
      at(find(hierarchy, "get", int.class, int.class), 0, 0),
      at(find(hierarchy, "getEntry", int.class, int.class), 0, 0),
    };
    for (MethodCall getter : getters) {
      if (getter != null) {
        return getter::call;
      }
    }
    return byCoordinates(hierarchy);
  }

  /** TensorFlow's: as many coordinates as there are dimensions, in a getter for the type. */
  private static @Nullable UnaryOperator<Object> byCoordinates(TypeHierarchy hierarchy) {
    MethodCall rank = find(hierarchy, "rank");
    for (String name : new String[] {"getDouble", "getFloat", "getLong", "getInt"}) {
      MethodCall get = find(hierarchy, name, long[].class);
      if (get != null && rank != null) {
        return value -> get.call(value, new long[((Number) rank.call(value)).intValue()]);
      }
    }
    return null;
  }

  /** Without a count, only trying tells: with several elements there is no item. */
  private static Object itemOf(Object value, MethodCall item) {
    try {
      return number(item.call(value), value);
    } catch (RuntimeException several) {
      return value;
    }
  }

  private static Object number(@Nullable Object only, Object value) {
    if (only instanceof Number) {
      return only;
    }
    return only != null && only.getClass().isArray() && Array.getLength(only) == 1
        ? Array.get(only, 0)
        : value;
  }

  private static @Nullable MethodCall find(
      TypeHierarchy hierarchy, String name, Class<?>... parameters) {
    MethodCall found = MethodCall.find(hierarchy.type(), name, parameters);
    return found != null && isNumber(found.returned()) ? found : null;
  }

  private static @Nullable MethodCall at(@Nullable MethodCall get, Object... indices) {
    return get == null ? null : get.with(indices);
  }

  private static boolean isNumber(@Nullable Class<?> type) {
    return type != null
        && (Number.class.isAssignableFrom(type)
            || (type.isPrimitive()
                && type != boolean.class
                && type != char.class
                && type != void.class));
  }
}
