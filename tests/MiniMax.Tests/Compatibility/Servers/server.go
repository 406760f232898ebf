// Takes one upload a request and tells in its answer what arrived. The form is read by mime/multipart.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		file, head, err := r.FormFile("file")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		hash := sha256.New()
		size, _ := io.Copy(hash, file)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Trace-Id", hex.EncodeToString(hash.Sum(nil)))
		_ = json.NewEncoder(w).Encode(map[string]any{
			"file":      map[string]any{"file_id": size, "bytes": size, "created_at": 1, "filename": head.Filename, "purpose": r.FormValue("purpose")},
			"base_resp": map[string]any{"status_code": 0},
		})
	})
	if err := http.ListenAndServe("127.0.0.1:"+os.Args[1], nil); err != nil {
		panic(err)
	}
}
