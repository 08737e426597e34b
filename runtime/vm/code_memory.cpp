#include "runtime/vm/code_memory.h"

#if TAIPAN_HAS_NATIVE

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/port/port.h"

namespace taipan::runtime {

bool hasCodeMemory() {
    return codeMemory != nullptr && codeMemory->allocate != nullptr;
}

bool canHoldCode() {
#if defined(__x86_64__)
    return hasCodeMemory();
#else
    return true;
#endif
}

CodeMemory* newCodeMemory(size_t size) {
    auto* const block = static_cast<CodeMemory*>(allocate(sizeof(CodeMemory), Contents::Bytes));
    *block = {state.codeMemory, nullptr, size};
    state.codeMemory = block;
    block->memory = codeMemory->allocate(port->context, size);
    if (block->memory == nullptr) raiseMemoryError(size);
    return block;
}

uint8_t* newHeapCode(size_t size) {
    return static_cast<uint8_t*>(allocate(size, Contents::Bytes));
}

void commitCode(void* memory, size_t size) {
#if defined(__thumb__)
    asm volatile("dsb\n isb" : : : "memory");
#elif defined(__riscv)
    asm volatile("fence.i" : : : "memory");
#endif
    if (codeMemory == nullptr || codeMemory->commit == nullptr) return;
    const int error = codeMemory->commit(port->context, memory, size);
    if (error != 0) raiseOsError(error);
}

namespace {
void releaseBlock(const CodeMemory& block) {
    if (block.memory != nullptr && codeMemory != nullptr && codeMemory->release != nullptr)
        codeMemory->release(port->context, block.memory, block.size);
}
} // namespace

void releaseDeadCode(Heap& heap) {
    for (CodeMemory** at = &state.codeMemory; *at != nullptr;) {
        CodeMemory* const block = *at;
        if (heap.isReached(block)) {
            at = &block->next;
            continue;
        }
        releaseBlock(*block);
        *at = block->next;
    }
}

void releaseAllCode() {
    for (CodeMemory* block = state.codeMemory; block != nullptr; block = block->next)
        releaseBlock(*block);
    state.codeMemory = nullptr;
}

} // namespace taipan::runtime
#endif
