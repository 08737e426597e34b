// Lists, tuples, slices and ranges.
#pragma once

#include "runtime/objects/containers/list.h"
#include "runtime/objects/containers/range.h"
#include "runtime/objects/containers/slice.h"
#include "runtime/objects/containers/tuple.h"
